internal import Units

/// Something the owner may want to know of, as every face shows it.
public struct RecentEvent: Codable, Sendable, Equatable {
  /// What sort of thing.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// The agent started.
    case start
    /// Another stage or another number of boards; the text is the reason.
    case decision
    /// A trouble began.
    case trouble
    /// A trouble ended.
    case recovered
    /// An order of the owner was taken, ended or was refused.
    case order
    /// The configuration was read again.
    case reload
    /// The pool's state or message.
    case pool
    /// A board reset itself, told a wrong answer, or the like.
    case board
    /// A face noticed something: failed logins, a file put.
    case access
    /// The host goes down.
    case host
  }

  /// Counts up from 1 over the life of the agent; ask for what came after the last one seen.
  public var number: Int
  /// When, UTC; absent while the clock was not trusted.
  public var time: String?
  /// The same by the clock on the wall of the rig: `2026-03-01 14:05:10`.
  public var local: String?
  /// Seconds since the agent started.
  public var uptimeS: Double
  /// What sort of thing.
  public var kind: Kind
  /// What it is about: a stage, a trouble's key, an order's number.
  public var subject: String
  /// A sentence or clause for people.
  public var text: String
  /// Who did it and by which face, where somebody did.
  public var who: String?

  /// One line: `14:05:10 decision run: The battery is at …`.
  public var line: String {
    let when = local.map { String($0.suffix(8)) } ?? "+\(Duration.seconds(uptimeS).brief)"
    return "\(when) \(kind.rawValue)\(subject.isEmpty ? "" : " \(subject)"): \(text)\(who.map { " (\($0))" } ?? "")"
  }
}
