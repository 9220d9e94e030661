import Mining

/// Sums over some miners.
struct MinersTotals: Codable, Sendable, Equatable {
  /// Faster miners are no Arduinos, H/s.
  static let arduino = 250.0

  var miners: Int
  /// H/s.
  var hashRate: Double
  var accepted: Int
  var rejected: Int

  init(_ miners: [ServerMiner]) {
    self.miners = miners.count
    hashRate = miners.reduce(0) { $0 + $1.hashRate }
    accepted = miners.reduce(0) { $0 + $1.accepted }
    rejected = miners.reduce(0) { $0 + $1.rejected }
  }

  /// Those of Arduinos alone.
  static func arduinos(_ miners: [ServerMiner]) -> MinersTotals {
    MinersTotals(miners.filter { $0.hashRate < arduino })
  }
}
