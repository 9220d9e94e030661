public import Units

/// The memory of a floor that was hit: nothing runs until the battery has recovered. Survives a reboot.
public struct Latch: Sendable, Hashable, Codable {
  /// The raw voltage that set it, in volts.
  public var voltage: Double
  /// Seconds since 1970 when it was set, if the clock was trusted.
  public var wallSeconds: Double?
  /// The host shutdown had begun: the next start counts as a recovery, too.
  public var hadShutDown: Bool

  /// A latch set at a voltage.
  public init(voltage: Volts, wall: UnixTime?, hadShutDown: Bool = false) {
    self.voltage = voltage.value
    self.wallSeconds = wall?.seconds
    self.hadShutDown = hadShutDown
  }
}
