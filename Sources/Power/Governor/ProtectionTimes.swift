import Units

/// Debounces, dwell and limits of age.
public struct ProtectionTimes: Sendable, Hashable {
  /// Below the hold voltage for so long → hold.
  public var holdDebounce: Duration = .seconds(10)
  /// Below the shed voltage for so long → shed.
  public var shedDebounce: Duration = .seconds(30)
  /// One board is shed per this interval.
  public var shedInterval: Duration = .seconds(10)
  /// Below the floor for so long → the latch sets (the load goes off at once).
  public var floorDebounce: Duration = .seconds(3)
  /// Below the shutdown voltage for so long → the host powers down.
  public var shutdownDebounce: Duration = .seconds(60)
  /// The resume voltage must hold for so long.
  public var resumeHold: Duration = .minutes(5)
  /// Without a valid sample for so long nothing starts.
  public var staleHold: Duration = .seconds(15)
  /// Without a valid sample for so long everything goes off.
  public var staleOff: Duration = .seconds(60)
  /// Data must be good for so long before anything starts again.
  public var recovery: Duration = .seconds(30)
  /// A board that was started runs at least so long, unless protection takes it off.
  public var shortestOn: Duration = .minutes(2)
  /// A board that was stopped stays off at least so long, whatever stopped it.
  public var shortestOff: Duration = .minutes(1)
  /// One board is started per this interval.
  public var ramp: Duration = .seconds(2)
  /// After a start, hold and shed wait so long for the sag to settle; the floor does not wait.
  public var sagSettle: Duration = .seconds(5)

  /// The documented defaults.
  public init() {}
}
