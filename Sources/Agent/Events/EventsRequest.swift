/// A request for the newest events.
///
///     {"v":1,"op":"events","n":20,"after":0}
public struct EventsRequest: Codable, Sendable, Hashable {
  /// The protocol's version.
  public var v = 1
  /// What is asked.
  public var op = "events"
  /// So many at most, 1 to 256; 20 unless told.
  public var n: Int?
  /// Only those with greater numbers.
  public var after: Int?

  /// A request.
  public init(_ n: Int? = nil, after: Int? = nil) {
    self.n = n
    self.after = after
  }
}
