import Testing
import Units

@testable import Mining

@Suite("The reward model")
struct RewardModelTests {
  /// Worker count; marginal and total of the 2024-03 pool and with one same id; the same of the 2024-05 pool, in
  /// thousandths of a coin a second: 195 H/s, difficulty 6, 250 ms round trip. Computed from the public pool code.
  static let table: [(Int, Double, Double, Double, Double, Double, Double)] = [
    (1, 0.1435, 0.144, 0.144, 0.1435, 0.144, 0.144), (2, 0.1435, 0.287, 0.287, 0.1378, 0.281, 0.276),
    (4, 0.1435, 0.574, 0.574, 0.1270, 0.541, 0.508), (5, 0.1378, 0.712, 0.689, 0.1219, 0.662, 0.610),
    (8, 0.1219, 1.093, 0.975, 0.1079, 1.000, 0.863), (12, 0.1035, 1.534, 1.242, 0.0916, 1.390, 1.099),
    (16, 0.0879, 1.908, 1.407, 0.0778, 1.721, 1.245), (20, 0.0747, 2.226, 1.494, 0.0661, 2.002, 1.322),
    (24, 0.0634, 2.496, 1.523, 0.0561, 2.241, 1.347), (28, 0.0539, 2.726, 1.509, 0.0477, 2.444, 1.335),
    (32, 0.0458, 2.920, 1.464, 0.0405, 2.616, 1.296), (40, 0.0330, 3.226, 1.321, 0.0292, 2.887, 1.168),
    (50, 0.0219, 3.492, 1.097, 0.0194, 3.122, 0.971),
  ]

  @Test("agrees with the table of the public pool software", arguments: table.indices)
  func agrees(row: Int) {
    let (count, marginalB, totalB, sameB, marginalR, totalR, sameR) = Self.table[row]
    let spring = RewardModel(generation: .spring2024)
    let summer = RewardModel(generation: .summer2024)
    let pairs = [
      (spring.marginalRate(ofWorker: count), marginalB, 5e-5), (spring.rate(ofWorkers: count), totalB, 5e-4),
      (spring.rateWithSameID(ofWorkers: count), sameB, 5e-4), (summer.marginalRate(ofWorker: count), marginalR, 5e-5),
      (summer.rate(ofWorkers: count), totalR, 5e-4), (summer.rateWithSameID(ofWorkers: count), sameR, 5e-4),
    ]
    for (value, expected, tolerance) in pairs { #expect(abs(value * 1000 - expected) <= tolerance * 1.02) }
  }

  @Test("one board at 195 H/s and 250 ms makes 0.49 shares a second, each worth 2.9294e-4")
  func single() {
    let model = RewardModel()
    #expect(abs(model.sharesPerSecond - 0.49) < 5e-4)
    #expect(abs(model.rewardPerShare(ofWorker: 1) - 2.9294e-4) < 1e-8)
    #expect(abs(model.unpaidTime.inSeconds - 20.4) < 0.1)
    #expect(abs(model.costOfReconnecting(worker: 1) - 2.9294e-3) < 1e-7)
  }
}
