public import Units

/// Frees a bus whose SDA is held by a device that stopped in the middle of a byte: clocks it out, then STOP.
///
///     SCL ──┐ ┌─┐ ┌─  …  ┌─┐   ┌──────     up to nine pulses, until SDA is high,
///           └─┘ └─┘      └─┘ └─┘           then
///     SDA ______________/‾‾‾\____/‾‾‾     SDA low while SCL is low, SCL high, SDA high: STOP
///
/// Source: I²C specification UM10204 §3.1.16 (bus clear), §3.1.4 (STOP). The lines are open-drain outputs that were let go;
/// they are wired to SDA and SCL beside the adapter's own pins.
public struct BusClearing: Sendable {
  /// What came of it.
  public enum Outcome: Sendable, Hashable {
    /// Both lines are high after so many pulses; 0 when they were already.
    case free(pulses: Int)
    /// SDA is still low after nine pulses: only the supply of whoever holds it helps.
    case dataHeld
    /// SCL is low though nobody here drives it: no pulse can be made.
    case clockHeld
  }

  /// Pulses at most: one byte and its acknowledge.
  public static let mostPulses = 9
  /// Half a period of the pulses. I²C has no lowest frequency; SMBus devices give up after 25 ms (SMBus 3.2 §4.2.2).
  public static let halfPeriod = Duration.milliseconds(2)

  private let clock: any GPIOOutput
  private let data: any GPIOOutput
  private let pause: @Sendable (Duration) -> Void

  /// A clearing over two open-drain lines; `pause` blocks the calling thread.
  public init(clock: any GPIOOutput, data: any GPIOOutput, pause: @escaping @Sendable (Duration) -> Void) {
    self.clock = clock
    self.data = data
    self.pause = pause
  }

  /// Clocks and stops; at most 45 ms. Both lines are let go at the end, also after an error.
  public func run() throws(BusError) -> Outcome {
    defer {
      try? clock.set(true)
      try? data.set(true)
    }
    try letGo()
    guard try clock.get() else { return .clockHeld }
    var pulses = 0
    while try !data.get() {
      guard pulses < Self.mostPulses else { return .dataHeld }
      try pulse()
      pulses += 1
    }
    if pulses > 0 { try stop() }
    return .free(pulses: pulses)
  }

  private func letGo() throws(BusError) {
    try data.set(true)
    try clock.set(true)
    pause(Self.halfPeriod)
  }

  private func pulse() throws(BusError) {
    try clock.set(false)
    pause(Self.halfPeriod)
    try clock.set(true)
    pause(Self.halfPeriod)
  }

  private func stop() throws(BusError) {
    try clock.set(false)
    try data.set(false)
    pause(Self.halfPeriod)
    try clock.set(true)
    pause(Self.halfPeriod)
    try data.set(true)
    pause(Self.halfPeriod)
  }
}
