import Agent
import Units

/// The boards, one a line under a header.
struct BoardTable {
  /// How the header begins.
  static let title = "  Board"

  var boards: [StatusDocument.BoardPart]

  /// Header and boards; the narrow form leaves out what a small terminal has no room for.
  func lines(width: Int) -> [StyledLine] {
    guard !boards.isEmpty else { return [] }
    let name = min(16, max(5, boards.map(\.name.count).max() ?? 0))
    let isNarrow = width < 60
    let header =
      "\(Self.title.padded(name + 2))  " + (isNarrow ? "" : "Address  ") + "  H/s   Acc.  Ref.  State"
    return [StyledLine(header, .faint)]
      + boards.map { board in
        let address = "0x\(board.address < 16 ? "0" : "")\(String(board.address, radix: 16))".padded(9)
        let numbers = [
          (board.powered ? Decimal.fixed(board.hashRate, 0) : "-").rightAligned(5), "\(board.accepted)".rightAligned(6),
          "\(board.refused)".rightAligned(5),
        ].joined(separator: " ")
        let start = " \(String(board.name.prefix(name)).padded(name))  \(isNarrow ? "" : address)\(numbers)  "
        return RigScreen.lamp(board) + StyledLine(start) + StyledLine(board.state, board.powered ? .plain : .faint)
      }
  }
}
