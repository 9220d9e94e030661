internal import Foundation
internal import Units

/// A request about orders over the control socket, in one flat object:
///
///     {"v":1,"op":"override","do":"set","order":"boards","count":3,"for_s":7200,"dry_run":true,"from":"command"}
///     {"v":1,"op":"override","do":"clear","id":3}
///     {"v":1,"op":"override","do":"list"}
public struct OverrideCall: Codable, Sendable, Hashable {
  /// What to do.
  public enum Action: String, Codable, Sendable, Hashable {
    /// Give an order.
    case set
    /// Take one back, or all.
    case clear
    /// Tell which stand.
    case list
  }

  public var v = 1
  public var op = "override"
  /// What to do.
  public var action: Action
  /// The order to set.
  public var order: OverrideOrder?
  /// The order to clear; nil: all.
  public var id: Int?
  /// Its length; at most one of the three.
  public var forS: Double?
  public var until: String?
  public var untilCleared: Bool?
  /// Change nothing, say what would happen.
  public var dryRun: Bool?
  /// Which face asks.
  public var from: String?
  /// When it was sent, ISO 8601, where messages may be kept on their way.
  public var sent: String?

  /// A request for an action.
  public init(_ action: Action, order: OverrideOrder? = nil, id: Int? = nil, from: String = "command") {
    self.action = action
    self.order = order
    self.id = id
    self.from = from
  }

  private enum Key: String, CodingKey {
    case v, op, action = "do", id, forS = "for_s", until, untilCleared = "until_cleared", dryRun = "dry_run", from, sent
    case order
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    v = try values.decode(Int.self, forKey: .v)
    op = try values.decode(String.self, forKey: .op)
    action = try values.decode(Action.self, forKey: .action)
    order = values.contains(.order) ? try OverrideOrder(from: decoder) : nil
    id = try values.decodeIfPresent(Int.self, forKey: .id)
    forS = try values.decodeIfPresent(Double.self, forKey: .forS)
    until = try values.decodeIfPresent(String.self, forKey: .until)
    untilCleared = try values.decodeIfPresent(Bool.self, forKey: .untilCleared)
    dryRun = try values.decodeIfPresent(Bool.self, forKey: .dryRun)
    from = try values.decodeIfPresent(String.self, forKey: .from)
    sent = try values.decodeIfPresent(String.self, forKey: .sent)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(v, forKey: .v)
    try values.encode(op, forKey: .op)
    try values.encode(action, forKey: .action)
    try order?.encode(to: encoder)
    try values.encodeIfPresent(id, forKey: .id)
    try values.encodeIfPresent(forS, forKey: .forS)
    try values.encodeIfPresent(until, forKey: .until)
    try values.encodeIfPresent(untilCleared, forKey: .untilCleared)
    try values.encodeIfPresent(dryRun, forKey: .dryRun)
    try values.encodeIfPresent(from, forKey: .from)
    try values.encodeIfPresent(sent, forKey: .sent)
  }

  /// The request for the resolver, or why it is none.
  func request(by who: String) throws(ControlRefusal) -> OverrideRequest {
    guard let order else { throw ControlRefusal(code: "not_understood", message: "\"order\" is missing.") }
    let lengths: [OverrideRequest.Length] = [
      forS.map { .lasting(.seconds($0.isFinite ? min(max($0, -1), 1e9) : -1)) }, until.map { .until($0) },
      untilCleared == true ? .cleared : nil,
    ].compactMap(\.self)
    guard lengths.count <= 1 else {
      throw ControlRefusal(
        code: "bad_length", message: "Only one of \"for_s\", \"until\" and \"until_cleared\" may be given.")
    }
    let time = sent.map { UnixTime(iso8601: $0) }
    if case .some(nil) = time {
      throw ControlRefusal(code: "not_understood", message: "\"sent\" is not a time such as 2026-03-01T18:00:00Z.")
    }
    return OverrideRequest(
      order, length: lengths.first ?? .usual, from: OverrideOrigin(who: who, face: from ?? "socket"), sent: time ?? nil)
  }
}
