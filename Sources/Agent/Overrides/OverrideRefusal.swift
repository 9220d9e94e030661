public import Power
internal import Units

/// Why an order is not taken. Nothing was changed.
public enum OverrideRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// The safety floor, or what it needs to judge, stands against it.
  case safety(OverrideOrder, Reason)
  /// There is no such board.
  case unknownBoard(String, known: [String])
  /// More boards or connections than there can be.
  case outOfRange(OverrideOrder, largest: Int)
  /// Too short, too long, or a time that cannot be read.
  case badLength(String)
  /// An order that makes boards run must have an end.
  case needsEnd(OverrideOrder)
  /// A time of day means nothing before the clock is set.
  case noClock
  /// No such order stands.
  case unknownOverride(String, standing: [String])
  /// It was sent before this agent started, or long ago.
  case old(sent: String)
  /// So many orders cannot be meant.
  case tooMany(Int)

  /// Stable, for programs.
  public var code: String {
    switch self {
    case .safety: "refused_by_safety"
    case .unknownBoard: "unknown_board"
    case .outOfRange: "out_of_range"
    case .badLength: "bad_length"
    case .needsEnd: "needs_end"
    case .noClock: "no_clock"
    case .unknownOverride: "unknown_override"
    case .old: "old_order"
    case .tooMany: "too_many"
    }
  }

  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .safety(let order, let reason):
      "\"\(order.words)\" is refused by safety, nothing was switched. \(reason)"
    case .unknownBoard(let name, let known):
      known.isEmpty
        ? "There is no board \"\(name)\"; no board is configured."
        : "There is no board \"\(name)\"; known are \(known.joined(separator: ", "))."
    case .outOfRange(let order, let largest):
      "\"\(order.words)\" is out of range; write a number from 0 to \(largest)."
    case .badLength(let text): text
    case .needsEnd(let order):
      "\"\(order.words)\" makes boards run, so it must have an end; write for example --for 2h."
    case .noClock: "The clock is not set yet, so a time of day means nothing; write for example --for 2h."
    case .unknownOverride(let name, let standing):
      standing.isEmpty
        ? "There is no order \(name); none stands."
        : "There is no order \(name); those that stand are \(standing.joined(separator: ", "))."
    case .old(let sent):
      "The order was sent at \(sent), before this agent started or more than "
        + "\(OverrideRequest.freshness.brief) ago; orders that were under way for so long are not obeyed."
    case .tooMany(let limit): "\(limit) orders stand already; clear some with \"akkurat override clear\"."
    }
  }
}
