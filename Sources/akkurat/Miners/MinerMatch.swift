import Agent
import Mining

/// The miners that the server lists beside the boards of the rig: which board does the server not see? Pure.
///
/// Boards are found by their name at the pool. Where all of them share one name they can only be counted.
struct MinerMatch: Sendable {
  /// How a board stands at the server.
  enum Standing: Sendable, Equatable {
    /// Connected and listed.
    case seen
    /// Connected and not listed.
    case unseen
    /// Not connected and still listed.
    case lingering
    /// Neither.
    case away
    /// It shares its name with others of which not all are listed.
    case oneOfMany
  }

  /// One board of the rig.
  struct Row: Sendable, Equatable {
    var board: StatusDocument.BoardPart
    var standing: Standing
  }

  /// The rig's boards in their order.
  let rows: [Row]
  /// Sentences on what does not fit together, empty when all is well.
  let findings: [String]

  init(_ miners: [ServerMiner], _ status: StatusDocument) {
    let boards = status.boards.filter { $0.miner != nil }
    var standing: [String: Standing] = [:]
    var findings: [String] = []
    let names = boards.compactMap(\.miner).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    for name in names {
      let own = boards.filter { $0.miner == name }
      let listed = miners.count { $0.name == name }
      let judged = own.count == 1 ? Self.judge(own[0], listed) : Self.judge(own, listed, name)
      for board in own { standing[board.name] = judged.standing(board) }
      findings += judged.findings
    }
    rows = boards.map { Row(board: $0, standing: standing[$0.name] ?? .away) }
    self.findings = findings
  }

  /// The board behind a listed miner, where its name is one board's alone.
  func board(of miner: ServerMiner) -> StatusDocument.BoardPart? {
    let own = rows.filter { $0.board.miner == miner.name }
    return own.count == 1 ? own[0].board : nil
  }

  private typealias Judged = (standing: (StatusDocument.BoardPart) -> Standing, findings: [String])

  private static func judge(_ board: StatusDocument.BoardPart, _ listed: Int) -> Judged {
    let isConnected = board.connected ?? false
    switch (isConnected, listed) {
    case (true, 0):
      let young = board.accepted < 4 ? " yet: it lists a miner some shares and half a minute after it connected" : ""
      return ({ _ in .unseen }, ["The server does not see board \(board.name) (\(board.state))\(young)."])
    case (true, 1): return ({ _ in .seen }, [])
    case (true, _):
      let text = "The server lists board \(board.name) \(listed) times: an old connection, or a name used twice."
      return ({ _ in .seen }, [text])
    case (false, 0): return ({ _ in .away }, [])
    case (false, _):
      return (
        { _ in .lingering }, ["The server still lists board \(board.name), which is not connected (\(board.state))."]
      )
    }
  }

  private static func judge(_ boards: [StatusDocument.BoardPart], _ listed: Int, _ name: String) -> Judged {
    let connected = boards.count { $0.connected ?? false }
    guard listed < connected else {
      let more =
        listed > connected ? ["The server lists \(listed) miners named \(name); \(connected) are connected here."] : []
      return ({ $0.connected ?? false ? .seen : .away }, more)
    }
    let hint =
      listed == 0
      ? "" : " Which, nobody can tell while they share the name; pool: name_boards: true gives each its own."
    let text = "The server sees \(listed) of the \(connected) connected boards named \(name).\(hint)"
    return ({ $0.connected ?? false ? (listed == 0 ? .unseen : .oneOfMany) : .away }, [text])
  }
}
