/// A request for a stream of status lines: at each change, and after each interval.
///
///     {"v":1,"op":"watch","every_s":10}
public struct WatchRequest: Encodable, Sendable, Hashable {
  /// The protocol's version.
  public var v = 1
  /// What is asked.
  public var op = "watch"
  /// Seconds; nil: only changes.
  public var every: Double?

  private enum CodingKeys: String, CodingKey {
    case v, op, every = "every_s"
  }

  /// A request with its interval in seconds.
  public init(every: Double? = nil) {
    self.every = every
  }
}
