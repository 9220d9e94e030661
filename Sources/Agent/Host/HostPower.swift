public import Units

/// The machine the agent runs on, as something that can be switched off.
public protocol HostPower: Sendable {
  /// Runs a command to its end; throws a sentence when it cannot be started or fails.
  func run(_ command: [String]) async throws(HostPowerError)
  /// Has the machine started again after a time, by the alarm of its clock.
  func setAlarm(_ path: String, after time: Duration) throws(HostPowerError)
}

/// Why the machine cannot be switched.
public struct HostPowerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A full sentence.
  public let description: String

  /// An error by its sentence.
  public init(_ description: String) { self.description = description }
}

/// Nothing is done: simulations, tests, `--dry-run`.
public struct UntouchedHost: HostPower {
  /// Nothing to set up.
  public init() {}
  public func run(_ command: [String]) async {}
  public func setAlarm(_ path: String, after time: Duration) {}
}
