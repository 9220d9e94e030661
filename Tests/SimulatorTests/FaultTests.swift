import Bus
import Simulator
import Testing
import Units

@Suite("Faults")
struct FaultTests {
  @Test("A fault is read from its name, target and times")
  func parsing() throws {
    #expect(Fault(parsing: "lying-board") == Fault(.lyingBoard))
    #expect(Fault(parsing: "dead-board:3@12:30") == Fault(.deadBoard, target: 3, from: .hours(12.5)))
    #expect(
      Fault(parsing: "frozen-sensor@60-90") == Fault(.frozenSensor, from: .seconds(60), until: .seconds(90)))
    for wrong in ["lying", "lying-board:0", "lying-board@x", "lying-board@90-60", "lying-board@1:99", ""] {
      #expect(Fault(parsing: wrong) == nil, "\(wrong)")
    }
    for kind in Fault.Kind.allCases {
      #expect(Fault(parsing: Fault(kind, target: 2, from: .seconds(5)).description)?.kind == kind)
    }
  }

  @Test("A lying board gives a wrong nonce of the right form")
  func lying() throws {
    let bench = Bench(.classic, faults: [Fault(.lyingBoard)])
    bench.giveJob()
    bench.wait(.seconds(6))
    let answer = try #require(bench.ask("R", 5))
    #expect(answer != "  377" && answer.utf8.count == 5)
    #expect(bench.rig.world.boards[0].counters.lies == 1)
  }

  @Test("A dead board does not acknowledge and comes back when it is healed")
  func dead() {
    let bench = Bench(.classic, faults: [Fault(.deadBoard, from: .seconds(10))])
    #expect(bench.ask("S", 3) == "Ic ")
    bench.wait(.seconds(10))
    #expect(bench.ask("S", 3) == nil)
    bench.rig.faults.heal(.deadBoard)
    #expect(bench.ask("S", 3) == "Ic ")
  }

  @Test("Scenario 15: SDA held low stops the whole bus until the culprit loses its power")
  func dataHeld() throws {
    let bench = Bench(.demonstration(boards: 2))
    let first = try bench.rig.gpio.output(GPIOLine(chip: "gpiochip-sim", offset: 17), initially: true)
    let second = try bench.rig.gpio.output(GPIOLine(chip: "gpiochip-sim", offset: 18), initially: true)
    bench.wait(.seconds(1))
    bench.rig.faults.inject(Fault(.dataHeld, target: 2))
    _ = bench.taken()
    bench.transfer(8, .read(count: 1))
    bench.transfer(0x40, .read(count: 1))
    #expect(bench.taken() == ["08 R1 ✗ timed out", "40 R1 ✗ timed out"])
    try first.set(false)
    #expect(bench.read(1, of: 0x40) == nil)
    try second.set(false)
    #expect(bench.read(1, of: 0x40) != nil)
  }

  @Test("Scenario 16: a board whose rail dips loses its job and starts again by itself")
  func brownOut() {
    let bench = Bench(.classic, faults: [Fault(.brownOut)])
    for _ in 0..<8 {
      bench.giveJob()
      bench.wait(.seconds(3))
    }
    let counters = bench.rig.world.boards[0].counters
    #expect(counters.brownOuts > 1 && counters.brownOuts == counters.jobsLost)
    #expect(counters.jobsFinished > 1 && counters.jobsFinished + counters.jobsLost == counters.jobsStarted)
    #expect(counters.hashes == counters.jobsFinished * 378)
  }

  @Test("A board without a regulator is held in reset while its battery is too low")
  func lowRail() {
    var world = WorldDescription(
      charger: .nickelMetalHydride4S, battery: .nickelMetalHydride4S(startingCharge: StateOfCharge(0.2)),
      regulator: .none)
    world.host = Watts(0.5)
    let board = BoardDescription(label: "b", address: 8, brownOut: Volts(4.75))
    let bench = Bench(RigDescription(world: world, sensors: [], boards: [board]))
    bench.wait(.hours(2))
    #expect(bench.ask("S", 3) == nil)
    #expect(bench.rig.world.boards[0].counters.brownOuts > 0)
    #expect(bench.rig.world.electrical().hostPowered)
  }

  @Test("A slow board takes four times as long, a garbage board talks nonsense")
  func slowAndGarbage() {
    let slow = Bench(.classic, faults: [Fault(.slowBoard)])
    slow.giveJob()
    slow.wait(.seconds(5))
    #expect(slow.ask("S", 3) == "B?O")
    slow.wait(.seconds(3))
    #expect(slow.ask("R", 5) == "  377")
    let garbage = Bench(.classic, faults: [Fault(.garbageBoard)])
    #expect(garbage.ask("S", 3) != "Ic ")
  }

  @Test("A deaf-prone board goes deaf after some of its searches")
  func deafProne() {
    let bench = Bench(.classic, faults: [Fault(.deafBoard)])
    for _ in 0..<12 {
      bench.giveJob()
      bench.wait(.seconds(3))
      _ = bench.ask("S", 3)
    }
    #expect(bench.ask("R", 5) == "I? ~~")
    #expect(bench.rig.world.boards[0].counters.deafened == 1)
  }
}
