import Agent
import Mining
import Units

/// The list of `akkurat miners`.
struct MinersText {
  var answer: AccountAnswer
  var order = MinersOrder()
  var match: MinerMatch?
  var isWide = false

  /// Header and miners.
  var table: [StyledLine] {
    guard !answer.miners.isEmpty else {
      return [StyledLine("The server sees no miner of \(answer.user.shown()).", .warning)]
    }
    return [StyledLine(line(Self.names, board: "board", pool: "pool"), .faint)]
      + order.sorted(answer.miners).map { miner in
        let board = match?.board(of: miner)
        let cells = [
          miner.name.shown(limit: 20), miner.software.shown(limit: 24), "\(miner.difficulty)",
          "\(miner.accepted)/\(miner.rejected)", Decimal.fixed(miner.hashRate, 0), Decimal.fixed(miner.shareTime, 2),
        ]
        let text = line(cells, board: board.map { "\($0.name) \($0.state)" } ?? "", pool: miner.pool.shown(limit: 16))
        return StyledLine(text, miner.rejected > miner.accepted ? .warning : .plain)
      }
  }

  /// Sums for all and for Arduinos.
  var totals: [StyledLine] {
    let arduinos = MinersTotals.arduinos(answer.miners)
    return [
      sums("all", MinersTotals(answer.miners)),
      sums("Arduinos (< \(Decimal.fixed(MinersTotals.arduino, 0)) H/s)", arduinos),
    ]
  }

  /// What the rig says beside it.
  func rig(_ reason: String) -> [StyledLine] {
    guard let match else { return [StyledLine("No rig to compare with: \(reason)", .faint)] }
    let connected = match.rows.count { $0.board.connected ?? false }
    let seen = match.rows.count { $0.standing == .seen }
    guard match.findings.isEmpty else { return match.findings.map { StyledLine($0, .bad) } }
    return [
      connected == 0
        ? StyledLine("None of the rig's \(match.rows.count) boards is connected, and the server lists none.")
        : StyledLine("The server sees all \(seen) connected boards of the rig.", .good)
    ]
  }

  private static let names = ["rig", "software", "diff", "acc/rej", "H/s", "elapsed"]

  private func line(_ cells: [String], board: String, pool: String) -> String {
    let longest = max(4, min(20, answer.miners.map(\.name.count).max() ?? 0))
    let software = isWide ? cells[1].padded(25) : String(cells[1].prefix(16)).padded(17)
    let numbers =
      cells[2].rightAligned(6) + cells[3].rightAligned(12) + cells[4].rightAligned(9)
      + cells[5].rightAligned(9)
    let end = isWide ? "  \(pool.padded(16))  \(board)" : "  \(board)"
    return cells[0].padded(longest + 1) + software + numbers + (match == nil && !isWide ? "" : end)
  }

  private func sums(_ name: String, _ sum: MinersTotals) -> StyledLine {
    StyledLine(
      "\(name.padded(23)) \(sum.miners) miner\(sum.miners == 1 ? "" : "s"), \(Decimal.fixed(sum.hashRate, 0)) H/s, "
        + "\(sum.accepted) accepted, \(sum.rejected) rejected")
  }
}
