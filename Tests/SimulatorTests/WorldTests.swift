import Bus
import Simulator
import Testing
import Units

@Suite("The simulated world")
struct WorldTests {
  /// A day with two boards that are switched and hash, read every `step` seconds.
  private func day(readEvery step: Double, description: RigDescription) throws -> SimulatedRig {
    let clock = ManualTimebase()
    let rig = SimulatedRig(description, timebase: clock)
    let line = try rig.gpio.output(GPIOLine(chip: "gpiochip-sim", offset: 17), initially: false)
    for quarter in 0..<96 {
      // A round of changes at the same moments, whatever the readings in between.
      try line.set(quarter % 3 == 1)
      for _ in 0..<Int(900 / step) {
        clock.advance(by: .seconds(step))
        _ = rig.world.electrical()
        _ = rig.world.energy
      }
    }
    return rig
  }

  @Test("Every watt-hour is accounted for, whatever the battery", arguments: 0..<4)
  func balance(chemistry: Int) throws {
    var world = WorldDescription()
    let pairs: [(BatteryDescription, ChargerDescription)] = [
      (.lithiumIronPhosphate4S(capacity: AmpHours(3)), .lithiumIronPhosphate4S),
      (.lithiumIon3S(startingCharge: StateOfCharge(0.1)), .lithiumIon3S),
      (.nickelMetalHydride4S(), .nickelMetalHydride4S), (.leadAcid12V(), .leadAcid12V),
    ]
    (world.battery, world.charger) = pairs[chemistry]
    if chemistry == 2 { world.regulator = .none }
    world.boxTemperature = chemistry == 1 ? nil : Celsius(20)
    let boards = (0..<2).map { BoardDescription(label: "b\($0)", address: UInt8(8 + $0), switchLine: 17) }
    let rig = try day(readEvery: 45, description: RigDescription(world: world, sensors: [], boards: boards))
    let truth = rig.world.energy
    #expect(truth.harvested > WattHours(3))
    #expect(truth.residuals.bus.magnitude < WattHours(1e-9))
    #expect(truth.residuals.battery.magnitude < WattHours(1e-9))
    #expect(truth.curtailed >= WattHours(-1e-9) && truth.batteryLoss > .zero)
    let sum = rig.world.boards.reduce(WattHours.zero) { $0 + $1.energy }
    #expect((sum - truth.boards).magnitude < WattHours(1e-9))
  }

  @Test("Results are the same to the last bit however often the world is read")
  func stepIndependence() throws {
    let description = RigDescription.demonstration(boards: 2)
    let coarse = try day(readEvery: 900, description: description)
    let fine = try day(readEvery: 0.9, description: description)
    #expect(coarse.world.energy == fine.world.energy)
    #expect(coarse.world.electrical() == fine.world.electrical())
    #expect(coarse.world.boards == fine.world.boards)
  }

  @Test("A demonstration day has night, ramp, full battery and evening")
  func demonstrationDay() throws {
    let clock = ManualTimebase()
    let rig = SimulatedRig(.demonstration(), timebase: clock)
    func state(at hour: Double) -> ElectricalState {
      clock.advance(by: .hours(hour) - (rig.world.now - .zero))
      return rig.world.electrical()
    }
    #expect(state(at: 3).panelCurrent == .zero)
    let morning = state(at: 8.5).panelCurrent
    #expect(morning > .zero && state(at: 11).panelCurrent > morning)
    let full = state(at: 15)
    #expect(full.charge > StateOfCharge(0.97) && full.battery > Volts(13.4))
    #expect(rig.world.energy.curtailed > WattHours(1))
    #expect(state(at: 20).batteryCurrent < .zero)
    #expect(rig.world.loadDisconnects == 0)
  }

  @Test("An empty battery cuts host and boards; the sun brings them back")
  func loadDisconnect() throws {
    var description = RigDescription.demonstration(boards: 1)
    description.world.battery.startingCharge = StateOfCharge(0.04)
    description.boards[0].switchLine = nil
    let clock = ManualTimebase()
    let rig = SimulatedRig(description, timebase: clock)
    clock.advance(by: .hours(6))
    #expect(rig.world.loadDisconnects == 1)
    #expect(!rig.world.electrical().hostPowered)
    #expect(throws: BusError.noAcknowledge(0x40)) { try rig.bus.readRegister(2, of: 0x40) }
    clock.advance(by: .hours(5))
    #expect(rig.world.electrical().hostPowered)
    #expect(try rig.bus.readRegister(0, of: 0x40) == 0x399F)
    #expect(rig.world.energy.residuals.bus.magnitude < WattHours(1e-9))
  }

  @Test("Switching a board off cuts its draw and its memory; a line whose process dies falls back to its pull")
  func switching() throws {
    let bench = Bench(.demonstration(boards: 2))
    let line = try bench.rig.gpio.output(GPIOLine(chip: "/dev/gpiochip-sim", offset: 17), initially: true)
    bench.wait(.seconds(1))
    bench.giveJob()
    #expect(bench.ask("S", 3) == "B?O")
    let hashing = bench.rig.world.electrical().loadCurrent
    try line.set(false)
    #expect(bench.ask("S", 3) == nil)
    #expect(bench.rig.world.electrical().loadCurrent < hashing)
    try line.set(true)
    bench.wait(.seconds(1))
    #expect(bench.ask("R", 5) == "    0")
    #expect(bench.rig.world.boards[0].counters.jobsLost == 1)
    bench.rig.gpio.releaseAll()
    #expect(!bench.rig.world.boards[0].powered)
    #expect(bench.rig.gpio.edges.map(\.high) == [true, false, true, false])
  }

  @Test("Lines are held once, unknown lines and chips are refused, a stuck switch does not follow")
  func lines() throws {
    var description = RigDescription.demonstration(boards: 1)
    description.faults = [Fault(.stuckSwitch)]
    let rig = SimulatedRig(description, timebase: ManualTimebase())
    let line = GPIOLine(chip: "gpiochip-sim", offset: 17, activeLow: true)
    let output = try rig.gpio.output(line, initially: false)
    #expect(throws: BusError.self) { try rig.gpio.output(line, initially: false) }
    #expect(throws: BusError.self) { try rig.gpio.input(GPIOLine(chip: "gpiochip-sim", offset: 3), bias: .asIs) }
    #expect(throws: BusError.self) { try rig.gpio.input(GPIOLine(chip: "gpiochip0", offset: 17), bias: .asIs) }
    #expect(try output.get() == false)
    #expect(rig.gpio.level(17) == true)
    #expect(!rig.world.boards[0].powered)
  }

  @Test("The sun is interpolated between minutes and repeats; local midnight starts the day")
  func sun() {
    let sun = SunSeries.alamosa
    #expect(sun.firstLocalMidnight.description == "2016-01-01T07:00:00Z")
    let noon = UnixTime(seconds: sun.firstLocalMidnight.seconds + 12 * 3600)
    #expect(sun.wattsPerPeakWatt(at: noon) > 1 && sun.wattsPerPeakWatt(at: noon) < 1.2)
    let tomorrow = UnixTime(seconds: noon.seconds + 86400)
    #expect(sun.wattsPerPeakWatt(at: noon) == sun.wattsPerPeakWatt(at: tomorrow))
    let day = (0..<1440).reduce(0.0) {
      $0 + sun.wattsPerPeakWatt(at: UnixTime(seconds: noon.seconds + Double($1) * 60)) / 60
    }
    #expect(abs(day - 7.317) < 0.01)
    let csv = "utc_time,temp_air_c,pv_w_per_wp\n2023-01-01T00:00:00Z,1.5,0.2\n2023-01-01T01:00:00Z,2.5,0.4\n"
    let read = SunSeries(csv: csv, name: "n", origin: "o", utcOffset: .zero)
    #expect(read?.wattsPerPeakWatt(at: UnixTime(seconds: 1_672_531_200 + 3600)) == 0.3)
  }
}

@Suite("Registers against the truth")
struct RegisterLedgerTests {
  @Test("A ledger made of register reads alone agrees with the truth within 1 % of the throughput over a day")
  func ledger() throws {
    let clock = ManualTimebase()
    let rig = SimulatedRig(.demonstration(boards: 3), timebase: clock)
    let lines = try (17...19).map {
      try rig.gpio.output(GPIOLine(chip: "gpiochip-sim", offset: $0), initially: false)
    }
    for chip: I2CAddress in [0x40, 0x41] { try rig.bus.writeRegister(0, 0x3FFF, of: chip) }
    var (into, out, harvested) = (0.0, 0.0, 0.0)
    let step = 5.0
    for index in 0..<Int(86400 / step) {
      if index % 180 == 0 { try lines[index / 180 % 3].set(index / 540 % 2 == 1) }
      clock.advance(by: .seconds(step))
      let battery = try watts(0x40, rig) * step / 3600
      into += max(0, battery)
      out += max(0, -battery)
      harvested += try watts(0x41, rig) * step / 3600
    }
    let truth = rig.world.energy
    let limit = truth.throughput.value * 0.01
    #expect(abs(into - truth.batteryIn.value) < limit)
    #expect(abs(out - truth.batteryOut.value) < limit)
    #expect(abs(harvested - truth.harvested.value) < limit)
  }

  private func watts(_ address: I2CAddress, _ rig: SimulatedRig) throws -> Double {
    let amps = Double(Int16(bitPattern: try rig.bus.readRegister(1, of: address))) * 10e-6 / 0.1
    return amps * Double(try rig.bus.readRegister(2, of: address) >> 3) * 4e-3
  }
}
