internal import GRDB
internal import Units

extension HistoryLedger {
  /// Reads the table `ledger`: `panel`, …, and `board/NAME/energy`, ….
  init(_ rows: [Row]) {
    for row in rows {
      let parts = (row["account"] as String).split(separator: "/", omittingEmptySubsequences: false)
      let amount: Double = row["amount"]
      if parts.count >= 3, parts[0] == "board", let last = parts.last {
        let name = parts[1..<(parts.count - 1)].joined(separator: "/")
        boards[name, default: Board()].take(last, amount)
      } else if let account = parts.first {
        sum.take(account, amount)
      }
    }
  }
}

extension HistoryInterval {
  /// The accounts an interval is entered under. Amounts are rounded as in the rows, so that book and rows never differ.
  var accounts: [(name: String, amount: Double)] {
    [
      ("seconds", (seconds * 1000).rounded() / 1000), ("gaps", (gaps * 1000).rounded() / 1000),
    ]
      + [
        ("panel", panel), ("charged", charged), ("discharged", discharged), ("host", host), ("boards", boards),
        ("boards_measured", boardsMeasured), ("conversion", conversion), ("curtailed", curtailed), ("sun", sun),
      ].map { ($0.0, Double(ScaledColumns.nanoWattHours($0.1)) / 1e9) } + shares.accounts
  }

  mutating func take(_ account: Substring, _ amount: Double) {
    switch account {
    case "seconds": seconds = amount
    case "gaps": gaps = amount
    case "panel": panel = WattHours(amount)
    case "charged": charged = WattHours(amount)
    case "discharged": discharged = WattHours(amount)
    case "host": host = WattHours(amount)
    case "boards": boards = WattHours(amount)
    case "boards_measured": boardsMeasured = WattHours(amount)
    case "conversion": conversion = WattHours(amount)
    case "curtailed": curtailed = WattHours(amount)
    case "sun": sun = WattHours(amount)
    default: shares.take(account, amount)
    }
  }
}

extension HistoryShares {
  var accounts: [(name: String, amount: Double)] {
    [
      ("accepted", Double(accepted)), ("unpaid", Double(unpaid)), ("blocks", Double(blocks)),
      ("refused", Double(refused)), ("unanswered", Double(unanswered)), ("wrong", Double(wrong)),
      ("hashes", Double(hashes)), ("reward", Double(ScaledColumns.scaled(reward, 1e9)) / 1e9),
    ]
  }

  mutating func take(_ account: Substring, _ amount: Double) {
    switch account {
    case "accepted": accepted = Int(amount)
    case "unpaid": unpaid = Int(amount)
    case "blocks": blocks = Int(amount)
    case "refused": refused = Int(amount)
    case "unanswered": unanswered = Int(amount)
    case "wrong": wrong = Int(amount)
    case "hashes": hashes = Int(amount)
    case "reward": reward = amount
    default: break
    }
  }
}

extension HistoryLedger.Board {
  mutating func take(_ account: Substring, _ amount: Double) {
    switch account {
    case "energy": energy = WattHours(amount)
    case "measured": measured = WattHours(amount)
    default: shares.take(account, amount)
    }
  }
}

extension HistoryDesk {
  /// Enters a new row in the book.
  func credit(_ interval: HistoryInterval) throws {
    for (name, amount) in interval.accounts where amount != 0 { try credit(name, amount) }
  }

  /// Enters a new row in the board's accounts.
  func credit(_ board: BoardInterval) throws {
    let accounts =
      [
        ("energy", Double(ScaledColumns.nanoWattHours(board.energy)) / 1e9),
        ("measured", Double(ScaledColumns.nanoWattHours(board.measured)) / 1e9),
      ] + board.shares.accounts
    for (name, amount) in accounts where amount != 0 { try credit("board/\(board.board)/\(name)", amount) }
  }

  private func credit(_ account: String, _ amount: Double) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO ledger (account, amount) VALUES (?, ?)
        ON CONFLICT (account) DO UPDATE SET amount = amount + excluded.amount
        """
    ).execute(arguments: [account, amount])
  }
}
