internal import Units

/// One order of the owner as every face shows it.
public struct OverridePart: Codable, Sendable, Equatable {
  /// `o3`
  public var id: String
  /// As an owner types it: `boards 3`.
  public var order: String
  /// What it does, as a clause.
  public var meaning: String
  /// Who gave it, and by which face.
  public var by: String
  public var from: String
  /// When, UTC, where the clock was trusted.
  public var setAt: String?
  /// When it ends, UTC, where the clock is trusted.
  public var until: String?
  /// The same by the clock on the wall of the rig.
  public var untilLocal: String?
  /// Seconds left; absent: until it is cleared.
  public var leftS: Double?
  /// It decides something now.
  public var acts: Bool
  /// Why it does not act, as a clause.
  public var why: String?

  /// An order at a time.
  init(_ item: Override, at now: Uptime, wall: UnixTime?, zone: LocalZone, idle: String?) {
    id = item.name
    order = item.order.words
    meaning = item.order.meaning
    by = item.origin.who
    from = item.origin.face
    setAt = item.setAt?.description
    let left = item.remaining(at: now)
    // As it was asked for, unless a corrected calendar ends it earlier.
    let computed = left.flatMap { left in wall.map { $0 + left } }
    let end = computed.map { computed in
      item.until.flatMap { abs(($0 - computed).inSeconds) < 60 ? $0 : nil } ?? computed
    }
    until = end?.description
    untilLocal = end.map { "\(zone.date(at: $0)) \(zone.clock(at: $0))" }
    leftS = left?.inSeconds
    acts = idle == nil
    why = idle
  }

  /// How long it still stands, for people: `1 h 59 min left`.
  public var leftWords: String {
    leftS.map { "\(Duration.seconds($0).brief) left" } ?? "until it is cleared"
  }

  /// One line: `o3 boards 3, by pi (command), 119 min left`.
  public var line: String {
    "\(id) \(order), by \(by) (\(from)), \(leftWords)" + (why.map { "; does not act: \($0)" } ?? "")
  }
}

/// What the schedules ask for now.
public struct SchedulePart: Codable, Sendable, Equatable {
  /// The names of the rules that apply.
  public var rules: [String]
  /// What they ask for, as a clause.
  public var words: String
  /// An order of the owner stands above them.
  public var overruled: Bool
  /// When that changes, UTC and by the clock on the wall; absent: not within nine days.
  public var changes: String?
  public var changesLocal: String?
}
