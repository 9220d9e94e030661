public import Units

/// One order of the owner that stands.
public struct Override: Sendable, Hashable {
  /// Counts up over restarts; never used twice.
  public let id: Int
  /// What is ordered.
  public let order: OverrideOrder
  /// Who ordered it, and from where.
  public let origin: OverrideOrigin
  /// When, if the calendar was trusted then.
  public internal(set) var setAt: UnixTime?
  /// When it ends on the monotonic clock; nil: when it is cleared. Never moves to a later time.
  public internal(set) var deadline: Uptime?
  /// The calendar time that was asked for, where one was.
  public internal(set) var until: UnixTime?

  /// As every face shows it: `o3`.
  public var name: String { "o\(id)" }

  /// How long it still stands; nil: until it is cleared.
  public func remaining(at now: Uptime) -> Duration? { deadline.map { max(.zero, $0 - now) } }
}

/// Who gave an order, and by which face.
public struct OverrideOrigin: Sendable, Hashable, Codable {
  /// A user's name, as the system vouches for it.
  public var who: String
  /// `command`, `console`, `web`, …
  public var face: String

  /// An origin by its parts; texts are cut to 64 characters without control characters.
  public init(who: String, face: String) {
    func clean(_ text: String) -> String { String(text.filter { !$0.isNewline && $0 >= " " }.prefix(64)) }
    self.who = clean(who)
    self.face = clean(face)
  }
}
