import Bus
import FirmwareCore
import Testing
import Units

@testable import Mining

@Suite("What a board draws")
struct BoardDrawTests {
  static let job = BoardJob(number: 1, work: BoardTask(selfTest: 1, since: .zero).work)

  static func status(_ state: BoardStatus.State, _ dialect: BoardDialect, jobs: Int = 1) -> BoardStatus {
    var counters = BoardCounters()
    counters.jobs = jobs
    return BoardStatus(
      board: BoardDescription(id: "b", address: 42, dialect: dialect), state: state, chip: ChipID(1),
      hashRate: HashRate(1), effectiveHashRate: HashRate(1), recentBrownOuts: 0, counters: counters)
  }

  @Test("the chip's currents are the firmware's")
  func oneModel() {
    for (chip, current) in [(BoardDraw.Chip.fiveVolts, BoardCurrent.fiveVolts), (.threeVolts, .threeVolts)] {
      func watts(_ microamps: Double) -> Double { microamps * 1e-6 * Double(current.millivolts) / 1000 }
      #expect(abs(chip.active.value - watts(Double(current.active))) < 1e-12)
      #expect(abs(chip.idle.value - watts(Double(current.idle))) < 1e-12)
      #expect(abs(chip.powerDown.value - watts(Double(current.powerDownTenths) / 10)) < 1e-12)
    }
  }

  @Test("what the chip saves is less; regulator and LED draw on")
  func savings() {
    let draw = BoardDraw(mining: Watts(0.072))
    #expect(abs(draw.idle.value - 0.032) < 1e-9)
    #expect(abs(draw.powerDown.value - 0.02) < 1e-6)
  }

  @Test("never negative, never more than while mining", arguments: [0.001, 0.0121, 0.02, 0.0519, 0.052, 0.12, 50])
  func order(_ power: Double) {
    for idle in [nil, Watts(0), Watts(power / 2), Watts(100)] {
      let draw = BoardDraw(mining: Watts(power), idle: idle)
      #expect(draw.powerDown >= .zero)
      #expect(draw.powerDown <= draw.idle && draw.idle <= draw.mining)
    }
  }

  @Test("the configured idle power counts")
  func configured() {
    #expect(BoardDraw(mining: Watts(0.12), idle: Watts(0.11)).idle == Watts(0.11))
  }

  @Test("a board mines, waits or sleeps; one of which nothing is known mines")
  func states() {
    let draw = BoardDraw(mining: Watts(0.12))
    func power(_ state: BoardStatus.State, _ dialect: BoardDialect, jobs: Int = 1) -> Watts {
      draw.power(Self.status(state, dialect, jobs: jobs), sleeps: true)
    }
    #expect(draw.power(nil, sleeps: true) == draw.mining)
    for dialect in [BoardDialect.classic, .akkurat] {
      #expect(power(.working(Self.job, since: .zero), dialect) == draw.mining)
      #expect(power(.testing, dialect) == draw.mining)
      #expect(power(.deaf, dialect) == draw.idle)
    }
    #expect(power(.holding(Self.job), .akkurat) == draw.powerDown)
    #expect(power(.ready, .akkurat) == draw.powerDown)
    #expect(power(.ready, .akkurat, jobs: 0) == draw.powerDown)
    #expect(power(.ready, .classic) == draw.idle)
    #expect(power(.holding(Self.job), .classic) == draw.idle)
    #expect(draw.power(Self.status(.ready, .akkurat), sleeps: false) == draw.idle)
  }
}
