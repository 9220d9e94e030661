import Power
import Testing
import Units

@Suite("The governor keeps the battery safe")
struct GovernorScenarioTests {
  /// A bench whose four boards already run on a good battery.
  private func runningBench(advice: Int? = 4, settings: GovernorSettings = GovernorSettings()) -> GovernorBench {
    var bench = GovernorBench(settings: settings)
    bench.advice = advice
    bench.tick(.good(13.2), seconds: 300)
    return bench
  }

  @Test("It starts one board per ramp step, after the data has been good for 30 s")
  func ramp() {
    var bench = GovernorBench()
    bench.advice = 4
    #expect(bench.tick(.good(13.2), seconds: 29).boards.isEmpty)
    #expect(bench.tick(.good(13.2), seconds: 2).boards == ["b0"])
    #expect(bench.tick(.good(13.2)).boards == ["b0"])
    #expect(bench.tick(.good(13.2)).boards == ["b0", "b1"])
    #expect(bench.tick(.good(13.2), seconds: 4).boards.count == 4)
  }

  @Test("Scenario 3: after 15 s without a sample nothing starts, after 60 s all is off, recovery takes 30 s")
  func stale() {
    var bench = runningBench(advice: 2)
    #expect(bench.running == 2)
    bench.advice = 4
    #expect(bench.tick(BatteryView.good(13.2).aged(15)).stage == .hold)
    #expect(bench.running == 2)
    let off = bench.tick(BatteryView.good(13.2).aged(60))
    #expect(off.boards.isEmpty && off.stage == .off)
    bench.tick(.good(13.2), seconds: 30)
    #expect(bench.running == 0)
    bench.tick(.good(13.2), seconds: 61)
    #expect(bench.running == 4)
  }

  @Test("Scenarios 1 and 2: a stuck, implausible or missing reading turns everything off at once")
  func untrusted() {
    for quality in [DataQuality.stuck, .implausible, .missing] {
      var bench = runningBench()
      let decision = bench.tick(BatteryView.good(13.2).judged(quality))
      #expect(decision.boards.isEmpty && decision.reason == .untrusted(quality))
    }
  }

  @Test("Scenario 4: while two sensors disagree nothing starts, and the reason names both values")
  func disagreement() {
    var bench = runningBench(advice: 2)
    bench.advice = 4
    let decision = bench.tick(
      BatteryView.good(13.0).judged(.disagreement(lower: Volts(13), higher: Volts(13.4))), seconds: 40)
    #expect(decision.stage == .hold && bench.running == 2)
    #expect(decision.reason.description.contains("13.00 V and 13.40 V"))
  }

  @Test("Scenario 5: a surplus that toggles every 20 s switches each board at most once per shortest on-time")
  func cloudFlicker() {
    var bench = GovernorBench()
    var switches = 0
    for second in 0..<1200 {
      bench.advice = second / 20 % 2 == 0 ? 4 : 0
      let before = Set(bench.boards.filter(\.isRunning).map(\.id))
      let after = bench.tick(.good(13.2)).boards
      switches += before.subtracting(after).count
    }
    #expect(switches <= 4 * (1200 / 180 + 1))
  }

  @Test("Scenario 6: an overdrawn battery sheds one board per tick, shortest on-time or not")
  func deepDeficit() {
    var settings = GovernorSettings()
    settings.largestDischarge = Amps(2)
    var bench = GovernorBench(settings: settings)
    bench.advice = 4
    bench.tick(.good(13.2), seconds: 40)
    #expect(bench.running == 4)
    #expect(bench.tick(.good(13.0, current: -3)).stage == .shed)
    #expect(bench.running == 3)
    bench.tick(.good(13.0, current: -3))
    #expect(bench.running == 2)
  }

  @Test("Scenario 7: the sag of a load step does not shed; the floor acts on the raw value all the same")
  func sag() {
    var bench = runningBench()
    bench.tick(.good(11.9, rest: 12.9), seconds: 120)
    #expect(bench.running == 4)
    #expect(bench.tick(.good(11.5, rest: 12.9)).boards.isEmpty)
  }

  @Test("Scenario 7: without a rest voltage a start has time to settle before hold and shed count")
  func settling() {
    var settings = GovernorSettings()
    settings.times.holdDebounce = .zero
    settings.times.shedDebounce = .zero
    var bench = GovernorBench(boards: 1, settings: settings)
    bench.advice = 1
    bench.tick(.good(13.2), seconds: 31)
    #expect(bench.running == 1)
    bench.tick(.good(11.9), seconds: 4)
    #expect(bench.running == 1)
    bench.tick(.good(11.9), seconds: 2)
    #expect(bench.running == 0)
  }

  @Test("Scenario 8: a falling battery passes hold, shed, off and shutdown in that order, each after its debounce")
  func stages() {
    var bench = runningBench()
    var stages: [Stage] = []
    for step in 0..<2400 {
      let volts = 13.2 - Double(step) * 0.001
      let stage = bench.tick(.good(volts)).stage
      if stages.last != stage { stages.append(stage) }
    }
    #expect(stages == [.run, .hold, .shed, .off, .shutdown])
  }

  @Test("Scenario 8: below the hold voltage nothing starts, and what runs goes on")
  func hold() {
    var bench = runningBench(advice: 2)
    bench.advice = 4
    let decision = bench.tick(.good(12.3), seconds: 600)
    #expect(bench.running == 4, "the debounce of 10 s leaves time to start before")
    bench = runningBench(advice: 2)
    bench.tick(.good(12.3), seconds: 11)
    bench.advice = 4
    #expect(bench.tick(.good(12.3), seconds: 600).boards.count == 2)
    #expect(decision.stage == .hold)
  }

  @Test("Scenario 8: shedding goes in reverse priority, one board per interval")
  func shedOrder() {
    var bench = runningBench()
    bench.tick(.good(11.9), seconds: 31)
    #expect(bench.boards.filter(\.isRunning).map(\.id) == ["b0", "b1", "b2"])
    bench.tick(.good(11.9), seconds: 10)
    #expect(bench.boards.filter(\.isRunning).map(\.id) == ["b0", "b1"])
  }

  @Test("Scenario 9: after the floor an unloaded rebound starts nothing until the resume voltage has held")
  func recovery() {
    var bench = runningBench()
    bench.tick(.good(11.5), seconds: 5)
    #expect(bench.state.latch != nil)
    #expect(bench.tick(.good(12.7), seconds: 3600).boards.isEmpty)
    bench.tick(.good(12.9), seconds: 299)
    #expect(bench.tick(.good(12.7)).boards.isEmpty)
    bench.tick(.good(12.9), seconds: 300)
    #expect(bench.running == 0)
    bench.tick(.good(12.9), seconds: 60)
    #expect(bench.running == 4)
  }

  @Test("Scenario 9: the latch survives a reboot")
  func latchSurvives() {
    var bench = runningBench()
    bench.tick(.good(11.5), seconds: 5)
    var rebooted = GovernorBench(state: GovernorState(latch: bench.state.latch))
    rebooted.advice = 4
    #expect(rebooted.tick(.good(12.7), seconds: 600).boards.isEmpty)
    #expect(rebooted.tick(.good(12.9), seconds: 340).boards.count == 4)
  }

  @Test("Scenario 10: a host shutdown that has begun is completed although the sun returns")
  func powerRace() {
    var bench = runningBench()
    bench.tick(.good(11.1), seconds: 61)
    #expect(bench.state.stage == .shutdown)
    #expect(bench.tick(.good(13.4), seconds: 3600).stage == .shutdown)
    #expect(bench.state.latch?.hadShutDown == true)
  }

  @Test("Scenario 12: a manual order below the floor is refused with the reason")
  func forcedBelowFloor() {
    var bench = runningBench()
    bench.wishes.force = OwnerWishes.Force(boards: ["b0"], until: bench.now + .hours(2))
    #expect(bench.tick(.good(11.5)).boards.isEmpty)
    let snapshot = GovernorSnapshot(time: bench.now, battery: .good(11.5), boards: bench.boards)
    #expect(bench.governor.refusal(snapshot, bench.state) == .belowFloor(voltage: Volts(11.5), floor: Volts(11.6)))
  }

  @Test("Scenario 11: a manual order runs its boards against the plan, names its end, and ends")
  func forced() {
    var bench = runningBench(advice: 0)
    bench.wishes.force = OwnerWishes.Force(boards: ["b2"], until: bench.now + .seconds(600))
    let decision = bench.tick(.good(13.2), seconds: 61)
    #expect(decision.boards == ["b2"] && decision.nextChange.time == bench.wishes.force?.until)
    #expect(bench.tick(.good(13.2), seconds: 600).boards.isEmpty)
  }

  @Test("An order for a number leaves the choice to priority and stands above hold, not above the floor")
  func forcedCount() {
    var bench = runningBench(advice: 0)
    bench.wishes.force = OwnerWishes.Force(count: 2, until: bench.now + .hours(1))
    bench.tick(.good(13.2), seconds: 130)
    #expect(bench.tick(.good(12.2)).boards == ["b0", "b1"])
    bench.tick(.good(12.2), seconds: 60)
    #expect(bench.running == 2)
    #expect(bench.tick(.good(11.5)).boards.isEmpty)
  }

  @Test("A board that is kept on runs first and against plan, schedule and shed; the others follow the plan")
  func pinned() {
    var bench = runningBench(advice: 2)
    bench.wishes.pinned = ["b3"]
    bench.wishes.pinsEnd = bench.now + .hours(2)
    bench.tick(.good(13.2), seconds: 200)
    #expect(bench.tick(.good(13.2)).boards == ["b0", "b3"])
    bench.advice = 0
    #expect(bench.tick(.good(13.2), seconds: 200).boards == ["b3"])
    bench.wishes.closedBySchedule = true
    #expect(bench.tick(.good(11.9), seconds: 100).boards == ["b3"])
    bench.wishes.limit = 0
    #expect(bench.tick(.good(13.2)).boards.isEmpty)
  }

  @Test("A board that shall rest goes off at once and another takes its place")
  func barred() {
    var bench = runningBench(advice: 2)
    bench.tick(.good(13.2), seconds: 200)
    bench.wishes.barred = ["b0"]
    #expect(!bench.tick(.good(13.2)).boards.contains("b0"))
    #expect(bench.tick(.good(13.2), seconds: 120).boards == ["b1", "b2"])
  }

  @Test("A battery that is kept for the host lets boards run only while it is full, and does not flap")
  func saving() {
    var bench = runningBench(advice: 4)
    bench.wishes.savesBattery = true
    #expect(bench.tick(.good(13.2), seconds: 200).boards.isEmpty)
    var full = BatteryView.good(13.6)
    full.isFull = true
    #expect(bench.tick(full, seconds: 70).boards.count == 4)
    #expect(bench.tick(.good(13.5)).boards.count == 4)
    let decision = bench.tick(.good(13.5), seconds: 130)
    #expect(decision.boards.isEmpty && decision.reason.description.contains("kept for the host"))
  }

  @Test("Scenario 13: the owner's pause outlives an automatic cause")
  func pause() {
    var bench = runningBench()
    bench.wishes.isPaused = true
    bench.tick(BatteryView.good(13.2).judged(.missing), seconds: 10)
    let decision = bench.tick(.good(13.2), seconds: 600)
    #expect(decision.boards.isEmpty && decision.reason == .paused)
  }

  @Test("Scenario 24: below the discharge minimum nothing runs")
  func cold() {
    var bench = runningBench()
    var battery = BatteryView.good(13.2)
    battery.temperature = Celsius(-25)
    #expect(bench.tick(battery).boards.isEmpty)
  }

  @Test("Scenario 24: without a state of charge the voltage decides, and the reason says so")
  func voltageOnly() {
    var bench = runningBench(advice: nil)
    let decision = bench.tick(.good(12.9, charge: nil), seconds: 200)
    #expect(decision.boards.count == 2)
    #expect(decision.reason.description.contains("unknown"))
  }

  @Test("The state of charge decides in proportion, and noise does not flap it")
  func proportional() {
    var bench = runningBench(advice: nil)
    #expect(bench.tick(.good(13.2, charge: 0.92), seconds: 200).boards.count == 4)
    bench.tick(.good(13.2, charge: 0.64), seconds: 400)
    let first = bench.running
    for step in 0..<400 {
      bench.tick(.good(13.2, charge: 0.64 + (step % 2 == 0 ? 0.05 : -0.05)))
      #expect(bench.running == first)
    }
  }

  @Test("Thresholds out of order are named")
  func contradictions() {
    var voltages = ProtectionVoltages()
    #expect(voltages.contradictions.isEmpty)
    voltages.resume = Volts(11)
    #expect(voltages.contradictions.count == 1 && voltages.contradictions[0].contains("resume"))
  }
}
