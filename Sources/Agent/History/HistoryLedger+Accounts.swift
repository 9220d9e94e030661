internal import GRDB
internal import Units

extension HistoryLedger {
  /// Reads the table `ledger`, an account a row, and `board_ledger` joined with the board's name, a board a row.
  init(rig: [Row], boards rows: [Row]) {
    for row in rig { sum.take(row["account"], row["amount"]) }
    for row in rows {
      boards[row["name"]] = Board(energy: row.energy("energy"), measured: row.energy("measured"), shares: row.shares)
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

  fileprivate mutating func take(_ account: String, _ amount: Double) {
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

  fileprivate mutating func take(_ account: String, _ amount: Double) {
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

extension HistoryDesk {
  /// Enters a new row in the book.
  func credit(_ interval: HistoryInterval) throws {
    for (name, amount) in interval.accounts where amount != 0 { try credit(name, amount) }
  }

  /// Enters a new row in the board's accounts.
  func credit(_ board: BoardInterval) throws {
    let columns =
      [
        ("energy", ScaledColumns.nanoWattHours(board.energy)),
        ("measured", ScaledColumns.nanoWattHours(board.measured)),
      ] + board.shares.columns.map { ($0.name, $0.value) }
    let names = columns.map(\.0).joined(separator: ", ")
    let sums = columns.map { "\($0.0) = \($0.0) + excluded.\($0.0)" }.joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    try database.cachedStatement(
      sql: """
        INSERT INTO board_ledger (board, \(names)) VALUES (?, \(places)) ON CONFLICT (board) DO UPDATE SET \(sums)
        """
    ).execute(arguments: [try number(of: board.board)] + StatementArguments(columns.map(\.1)))
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
