internal import GRDB
internal import Units

extension HistoryDesk {
  func add(_ decision: HistoryDecision) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO decision (time_ms, flags, stage, target, powered, bound, reason, changes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      Self.milliseconds(decision.time), decision.isUnsynchronised ? 1 : 0, decision.stage, decision.target,
      decision.powered, decision.limit.rawValue, decision.reason, decision.changes,
    ])
  }

  func add(_ event: HistoryEvent) throws {
    try database.cachedStatement(
      sql: "INSERT INTO event (time_ms, flags, kind, subject, text, who, value) VALUES (?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      Self.milliseconds(event.time), event.isUnsynchronised ? 1 : 0, event.kind.rawValue, event.subject, event.text,
      event.who, event.value,
    ])
  }

  func add(_ change: HistoryBatch.TroubleChange) throws {
    switch change {
    case .began(let trouble):
      try database.cachedStatement(
        sql: "INSERT INTO trouble (key, text, began_ms, ended_ms, flags) VALUES (?, ?, ?, ?, ?)"
      ).execute(arguments: [
        trouble.key, trouble.text, Self.milliseconds(trouble.began), trouble.ended.map(Self.milliseconds),
        trouble.isUnsynchronised ? 1 : 0,
      ])
    case .ended(let key, let time):
      try database.cachedStatement(sql: "UPDATE trouble SET ended_ms = ? WHERE key = ? AND ended_ms IS NULL")
        .execute(arguments: [Self.milliseconds(time), key])
    }
  }

  static func milliseconds(_ time: UnixTime) -> Int { ScaledColumns.milliseconds(time.seconds) }
}
