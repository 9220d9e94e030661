import Bus
import Simulator
import Testing
import Units

@testable import Mining

@Suite("Mining on simulated boards")
struct SimulatedBoardsTests {
  /// Makes jobs whose answers it knows, for the difficulty of the Mini Pros' tier.
  private final class Jobs {
    private var count = 0

    func next(_ board: Int) -> PoolJob {
      count += 1
      let previous = String(String(repeating: "0", count: 40) + String(count * 7919, radix: 16)).suffix(40)
      let answer = count * 7919 % 600 + 1
      let digest = DucoS1.digest(previousHash: String(previous), nonce: answer)
      return PoolJob(previousHash: String(previous), expectedHash: HexText.text(digest), difficulty: 6)
    }
  }

  private static func mine(
    _ simulated: Simulator.BoardDescription.Dialect, as dialect: BoardDialect, rate: Double = 195,
    limit: HashRate? = nil, for time: Duration = .seconds(120), slow: Duration? = nil
  ) -> SteppedRig {
    let boards = (0..<3).map {
      Simulator.BoardDescription(
        label: "board \($0)", dialect: simulated, address: UInt8(40 + $0), hashRate: HashRate(rate))
    }
    var rig = SteppedRig(boards, dialect: dialect, rateLimit: limit)
    rig.slow = slow.map { (2, $0) }
    let jobs = Jobs()
    rig.answerReady = { jobs.next($0) }
    rig.run(for: time)
    return rig
  }

  @Test(
    "three boards of each dialect mine for two minutes without one wrong or lost job",
    arguments: [
      (Simulator.BoardDescription.Dialect.classic, BoardDialect.classic), (.classic85, .classic85),
      (.stream(checksum: true), .stream), (.stream(checksum: false), .stream), (.akkurat, .classic),
      (.akkurat, .akkurat),
    ])
  func mining(simulated: Simulator.BoardDescription.Dialect, dialect: BoardDialect) {
    let rig = Self.mine(simulated, as: dialect)
    for counters in rig.counters {
      // 300 nonces at 195 H/s take 1.54 s; the stream boards are listened to for eight seconds first.
      #expect(counters.results > 60)
      #expect(counters.jobs - counters.results <= 1)
      #expect(counters.wrongNonces + counters.nothingFound + counters.failedJobs + counters.brownOuts == 0)
      // A simulated ATtiny85 misses one transaction in a hundred, as real ones do: that is survived.
      #expect(counters.notAcknowledged <= (dialect == .classic85 ? counters.transactions / 50 : 0))
    }
  }

  @Test(
    "a board whose every transaction times out costs the others less than 2 % of their shares",
    arguments: [Duration.milliseconds(100), .seconds(1)])
  func timeouts(limit: Duration) {
    // The kernel's limit is ours where the driver heeds it, else its own of one second.
    let healthy = Self.mine(.akkurat, as: .akkurat, for: .seconds(1200))
    let beside = Self.mine(.akkurat, as: .akkurat, for: .seconds(1200), slow: limit)
    for place in 0..<2 {
      let lost = 1 - Double(beside.counters[place].hashes) / Double(healthy.counters[place].hashes)
      #expect(lost < 0.02, "board \(place + 1) lost \(lost)")
    }
    #expect(beside.counters[2].results == 0)
    #expect(beside.counters[2].busTimeouts < 60)
  }

  @Test("the measured rate is the board's")
  func rate() {
    let rig = Self.mine(.classic, as: .classic, rate: 204)
    for supervisor in rig.supervisors { #expect(abs(supervisor.meter.rate.value - 204) < 2) }
  }

  @Test("a fast board of our own firmware is held to the tier's rate and asked seldom")
  func fast() {
    let rig = Self.mine(.akkurat, as: .akkurat, rate: 3150, limit: HashRate(330))
    for supervisor in rig.supervisors {
      #expect(abs(supervisor.effective.rate.value - 330) < 8)
      #expect(supervisor.meter.rate.value > 2800)
      #expect(supervisor.counters.transactions < supervisor.counters.results * 9)
    }
  }
}
