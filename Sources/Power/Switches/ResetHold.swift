public import Bus

/// A board without a supply switch, held in reset to be off: it draws a few milliamperes then, and cannot mine.
///
/// The line is open drain at the board's RESET pin: pulled low is off, let go is on; a 5 V board never sees 3.3 V driven
/// against its own pull-up. When the process dies the line is let go and the board **runs**, idle until somebody gives it work:
/// that needs an external watchdog, or an owner who accepts it (scenario 25).
public struct ResetHold: PowerSwitch {
  private let line: any GPIOOutput
  public let identity: String

  /// Requests the line; the board runs until ``turn(on:)`` is called with false.
  public init(_ line: GPIOLine, from provider: any GPIOProvider) throws(SwitchError) {
    identity = "reset hold at \(line)"
    do {
      self.line = try provider.openDrain(line)
    } catch {
      throw .bus(switch: identity, error)
    }
  }

  public var afterDeath: SwitchAfterDeath { .turnsOn }

  public func turn(on: Bool) throws(SwitchError) {
    let seen: Bool
    do {
      try line.set(on)
      seen = try line.get()
    } catch {
      throw .bus(switch: identity, error)
    }
    guard seen == on else { throw .doesNotFollow(switch: identity, commanded: on) }
  }
}
