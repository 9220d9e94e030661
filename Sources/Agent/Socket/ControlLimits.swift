internal import Units

/// What one client, or all of them, may ask of the agent. It has better things to do than to answer.
public struct ControlLimits: Sendable {
  /// The longest request in bytes.
  public var requestBytes = 65536
  /// Connections at once.
  public var connections = 16
  /// Requests of one connection in a burst …
  public var burst = 20
  /// … and in a second for long.
  public var perSecond = 10.0
  /// Requests that wait for the answer to the one before.
  public var waiting = 8
  /// A connection without a request is closed after this; one that watches is not.
  public var idle: Duration = .seconds(60)

  /// The documented limits.
  public init() {}
}

/// A bucket of requests that fills by the time.
struct RequestAllowance: Sendable {
  private var left: Double
  private var last: Uptime
  private let limits: ControlLimits

  init(_ limits: ControlLimits, at now: Uptime) {
    self.limits = limits
    left = Double(limits.burst)
    last = now
  }

  /// Takes one request, if there is one left.
  mutating func take(at now: Uptime) -> Bool {
    left = min(Double(limits.burst), left + max(0, (now - last).inSeconds) * limits.perSecond)
    last = now
    guard left >= 1 else { return false }
    left -= 1
    return true
  }
}
