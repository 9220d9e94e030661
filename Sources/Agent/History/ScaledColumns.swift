internal import GRDB
internal import Units

/// Amounts as the whole numbers that stand in the database.
enum ScaledColumns {
  static func nanoWattHours(_ energy: WattHours) -> Int { scaled(energy.value, 1e9) }
  static func milliseconds(_ seconds: Double) -> Int { scaled(seconds, 1000) }

  /// Rounds; what is not a number or beyond all sense becomes 0 or the limit, because one bad reading must not stop
  /// the book.
  static func scaled(_ value: Double, _ factor: Double) -> Int {
    guard value.isFinite else { return 0 }
    return Int(max(-9e15, min(9e15, (value * factor).rounded())))
  }

  /// `{"3":10,"4":50.5}`: keys and seconds, so that SQLite's own `json_each` reads it.
  static func text(_ parts: [(key: String, seconds: Double)]) -> String {
    "{" + parts.map { "\"\($0.key)\":\(Decimal.short($0.seconds))" }.joined(separator: ",") + "}"
  }

  /// Reads what ``text(_:)`` wrote; what is not of that form is left out.
  static func parts(_ text: String) -> [(key: String, seconds: Double)] {
    text.dropFirst().dropLast().split(separator: ",").compactMap { part in
      let pair = part.split(separator: ":")
      guard pair.count == 2, let seconds = Double(pair[1]) else { return nil }
      return (String(pair[0].dropFirst().dropLast()), seconds)
    }
  }
}

extension Row {
  /// An energy stored in nWh.
  func energy(_ column: String) -> WattHours { WattHours(Double(self[column] as Int) / 1e9) }
  /// A time stored in ms, in s.
  func seconds(_ column: String) -> Double { Double(self[column] as Int) / 1000 }

  /// A band stored as `prefix_min`, `_mean`, `_max` and `_ms`.
  func band(_ prefix: String, scale: Double) -> HistoryBand? {
    guard let known = self["\(prefix)_ms"] as Int?, let least = self["\(prefix)_min"] as Int?,
      let mean = self["\(prefix)_mean"] as Int?, let greatest = self["\(prefix)_max"] as Int?
    else { return nil }
    return HistoryBand(
      least: Double(least) / scale, mean: Double(mean) / scale, greatest: Double(greatest) / scale,
      seconds: Double(known) / 1000)
  }

  /// Shares of a row.
  var shares: HistoryShares {
    var shares = HistoryShares()
    shares.accepted = self["accepted"]
    shares.unpaid = self["unpaid"]
    shares.blocks = self["blocks"]
    shares.refused = self["refused"]
    shares.unanswered = self["unanswered"]
    shares.wrong = self["wrong"]
    shares.hashes = self["hashes"]
    shares.reward = Double(self["reward"] as Int) / 1e9
    return shares
  }
}

extension HistoryShares {
  /// In the order of the columns.
  var columns: [(name: String, value: Int)] {
    [
      ("accepted", accepted), ("unpaid", unpaid), ("blocks", blocks), ("refused", refused), ("unanswered", unanswered),
      ("wrong", wrong), ("hashes", hashes), ("reward", ScaledColumns.scaled(reward, 1e9)),
    ]
  }
}
