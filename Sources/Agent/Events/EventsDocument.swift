/// The newest events of a running agent, newest last.
public struct EventsDocument: JSONDocument, Equatable {
  /// The document's version.
  public var version = 1
  /// The number of the newest event there is, also when it is not among these.
  public var last: Int
  /// Newest last.
  public var events: [RecentEvent]
}
