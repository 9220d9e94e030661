#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What mining earns, by the economics of the AVR tier: 195 H/s, difficulty 6, a round trip of 250 ms.
///
/// Source: the reward formula of the reference pool: 0.49 shares a second and worker; 2.9294e-4 DUCO for a share of the
/// first four workers, each further one earns 0.96 of the one before; the first ten shares of a connection are unpaid.
public struct ShareEarnings: Sendable, Hashable, Codable {
  /// Shares a worker finds in a second.
  public static let rate = 0.4900
  /// DUCO for a share of a worker in the free ranks.
  public static let reward = 2.9294e-4
  /// Ranks that earn in full.
  public static let freeRanks = 4
  /// What a rank keeps of the one before.
  public static let decay = 0.96
  /// Shares of a new connection that earn nothing.
  public static let unpaid = 10.0

  /// Shares found.
  public private(set) var shares = 0.0
  /// Shares that were paid.
  public private(set) var paid = 0.0
  /// DUCO.
  public private(set) var duco = 0.0

  /// Nothing yet.
  public init() {}

  /// What the n-th worker earns relative to the first, n from 1.
  public static func worth(ofWorker rank: Int) -> Double {
    rank <= freeRanks ? 1 : pow(decay, Double(rank - freeRanks))
  }

  /// What n workers earn together, in first workers.
  public static func worth(of count: Int) -> Double {
    count <= 0 ? 0 : (1...count).reduce(0) { $0 + worth(ofWorker: $1) }
  }

  /// Adds a stretch with a number of boards, of which some were started at its begin.
  public mutating func add(boards: Int, started: Int, hours: Double) {
    guard boards > 0 else { return }
    let found = Self.rate * hours * 3600
    shares += found * Double(boards)
    for rank in 1...boards {
      let lost = rank > boards - started ? min(found, Self.unpaid) : 0
      paid += found - lost
      duco += (found - lost) * Self.reward * Self.worth(ofWorker: rank)
    }
  }
}
