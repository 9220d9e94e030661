internal import GRDB
internal import Units

extension Row {
  /// A moment stored in ms.
  func time(_ column: String) -> UnixTime { UnixTime(seconds: Double(self[column] as Int) / 1000) }
  /// The date is a guess.
  var isUnsynchronised: Bool { (self["flags"] as Int) & 1 != 0 }
}

extension HistoryDecision {
  init(_ row: Row) {
    self.init(
      at: row.time("time_ms"), stage: row["stage"], target: row["target"], powered: row["powered"],
      limit: BindingLimit(rawValue: row["bound"]) ?? .boards, reason: row["reason"], changes: row["changes"])
    isUnsynchronised = row.isUnsynchronised
  }
}

extension HistoryEvent {
  /// Nil for a kind that a later program wrote.
  init?(_ row: Row) {
    guard let kind = Kind(rawValue: row["kind"]) else { return nil }
    self.init(
      at: row.time("time_ms"), kind, of: row["subject"], row["text"], by: row["who"], value: row["value"])
    isUnsynchronised = row.isUnsynchronised
  }
}

extension HistoryTrouble {
  init(_ row: Row) {
    let ended = row["ended_ms"] as Int?
    self.init(
      key: row["key"], text: row["text"], began: row.time("began_ms"),
      ended: ended.map { UnixTime(seconds: Double($0) / 1000) })
    isUnsynchronised = row.isUnsynchronised
  }
}

extension HistoryRun {
  init(_ row: Row) {
    id = row["id"]
    began = UnixTime(seconds: Double(row["began"] as Int))
    isUnsynchronised = row.isUnsynchronised
    program = row["program"]
    last = UnixTime(seconds: Double(row["last"] as Int))
    endedInOrder = row["ended"] != nil
  }
}
