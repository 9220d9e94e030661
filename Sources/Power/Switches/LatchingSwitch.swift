public import Bus

/// A board's supply behind a latching relay: a pulse on one coil sets it, a pulse on the other resets it.
///
///     set    ‾‾‾\____  a pulse: on           Between pulses both coils are without current: a relay that is on costs
///     reset  ____/‾‾‾\ a pulse: off          nothing, which is why one takes it.
///
/// When the process dies the relay stays as it is, also without any supply: it needs an external watchdog, or an owner who
/// accepts that (scenario 25). A process that dies within a pulse leaves the coils without current.
public struct LatchingSwitch: PowerSwitch {
  private let set: any GPIOOutput
  private let reset: any GPIOOutput
  private let pulse: Duration
  private let pause: @Sendable (Duration) async -> Void
  public let identity: String

  /// Requests both lines, without current; the relay stays as it was until ``turn(on:)``.
  ///
  /// - Parameters:
  ///   - pulse: how long a coil gets current: the data sheet's set time, doubled.
  ///   - pause: waits.
  public init(
    set: GPIOLine, reset: GPIOLine, pulse: Duration, from provider: any GPIOProvider,
    pause: @escaping @Sendable (Duration) async -> Void
  ) throws(SwitchError) {
    identity = "latching relay at \(set) (set) and \(reset) (reset)"
    self.pulse = pulse
    self.pause = pause
    do {
      self.set = try provider.output(set, initially: false)
      self.reset = try provider.output(reset, initially: false)
    } catch {
      throw .bus(switch: identity, error)
    }
  }

  public var afterDeath: SwitchAfterDeath { .holds }

  nonisolated(nonsending) public func turn(on: Bool) async throws(SwitchError) {
    let (coil, other) = on ? (set, reset) : (reset, set)
    do {
      // Never current in both: what the relay does then is not defined.
      try other.set(false)
      try coil.set(true)
      await pause(pulse)
      try coil.set(false)
    } catch {
      try? coil.set(false)
      throw .bus(switch: identity, error)
    }
  }
}
