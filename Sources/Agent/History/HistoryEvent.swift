public import Units

/// Something that happened at a moment.
public struct HistoryEvent: Sendable, Hashable {
  /// What sort of thing. The raw values stand in the database.
  public enum Kind: String, Sendable, CaseIterable {
    /// The agent started. Subject: the program's version.
    case start
    /// The agent stopped in order; a start without a stop before it was a crash, a kill or a power cut.
    case stop
    /// A board's supply went on or off. Subject: the board; value 1 or 0.
    case switching = "switch"
    /// A board reset itself while powered. Subject: the board; value: resets in ten minutes.
    case brownOut = "brown_out"
    /// The pool's state. Subject: the node; text: what it is.
    case pool
    /// An order of the owner. Subject: its id; text: what; who: user and way; value: seconds until it ends.
    case override
    /// A change of configuration at run time. Text: what.
    case reload
    /// The calendar was set or jumped. Value: seconds by which it moved.
    case clock
    /// The day's forecast when the day began. Value: Wh expected behind the charger until midnight UTC.
    case forecast
    /// The history itself lost something. Text: what.
    case history
  }

  /// When.
  public var time: UnixTime
  /// ``time`` is a guess, because the clock was not trusted.
  public var isUnsynchronised = false
  /// What sort of thing.
  public var kind: Kind
  /// What it happened to.
  public var subject: String
  /// A full sentence, or empty.
  public var text: String
  /// By whom: a user and the way (`sun over the socket`); nil when nobody ordered it.
  public var who: String?
  /// A number that belongs to the kind.
  public var value: Double?

  /// An event by its parts.
  public init(
    at time: UnixTime, _ kind: Kind, of subject: String = "", _ text: String = "", by who: String? = nil,
    value: Double? = nil
  ) {
    self.time = time
    self.kind = kind
    self.subject = subject
    self.text = text
    self.who = who
    self.value = value
  }
}
