import Agent
import Mining
import Units

/// What `akkurat miners` prints as JSON.
struct MinersDocument: JSONDocument, Equatable {
  /// A miner as the server lists it.
  struct Miner: Codable, Sendable, Equatable {
    var name: String
    var software: String
    var hashRate: Double
    /// Seconds its last share took.
    var shareTimeS: Double
    var accepted: Int
    var rejected: Int
    var difficulty: Int
    var pool: String
    /// The rig's board behind it, where that is known.
    var board: String?
  }

  /// The rig beside it, where an agent answers.
  struct Rig: Codable, Sendable, Equatable {
    struct Board: Codable, Sendable, Equatable {
      var name: String
      var miner: String
      var connected: Bool
      /// `seen`, `unseen`, `lingering`, `away` or `one_of_many`.
      var standing: String
    }

    var boards: [Board]
    /// Sentences; empty when all is well.
    var findings: [String]
  }

  var version = 1
  var time: String
  var user: String
  var miners: [Miner]
  var all: MinersTotals
  var arduinos: MinersTotals
  var rig: Rig?
  /// Why there is no rig beside it.
  var noRig: String?

  init(_ answer: AccountAnswer, order: MinersOrder, match: MinerMatch?, noRig: String?, at time: UnixTime) {
    self.time = UnixTime(seconds: time.seconds.rounded()).description
    user = answer.user
    miners = order.sorted(answer.miners).map {
      Miner(
        name: $0.name, software: $0.software, hashRate: $0.hashRate, shareTimeS: $0.shareTime, accepted: $0.accepted,
        rejected: $0.rejected, difficulty: $0.difficulty, pool: $0.pool, board: match?.board(of: $0)?.name)
    }
    all = MinersTotals(answer.miners)
    arduinos = MinersTotals.arduinos(answer.miners)
    rig = match.map { match in
      Rig(
        boards: match.rows.map {
          .init(
            name: $0.board.name, miner: $0.board.miner ?? "", connected: $0.board.connected ?? false,
            standing: $0.standing.word)
        }, findings: match.findings)
    }
    self.noRig = match == nil ? noRig : nil
  }
}

extension MinerMatch.Standing {
  /// As programs read it.
  var word: String {
    switch self {
    case .seen: "seen"
    case .unseen: "unseen"
    case .lingering: "lingering"
    case .away: "away"
    case .oneOfMany: "one_of_many"
    }
  }
}
