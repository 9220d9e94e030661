import Testing
import Units

@testable import Agent
@testable import Power

@Suite("The plan of the next 24 hours")
struct PlanTests {
  /// Midday in Piedmont at the equinox, a battery of 6 Ah.
  static let noon = UnixTime(iso8601: "2026-03-20T11:30:00Z")!

  func rig(boards: Int = 4) -> RigDescription {
    var rig = RigDescription()
    rig.place = .init(latitude: 45, longitude: 8)
    rig.panel = .init(peak: Watts(12), tilt: Degrees(45), azimuth: Degrees(180))
    rig.boardCount = boards
    return rig
  }

  func material(
    charge: Double, now: UnixTime = noon, will: PlanMaterial.Will = .init(), schedules: ScheduleBook = ScheduleBook([])
  ) -> PlanMaterial {
    let rig = rig()
    var energy = EnergyPlanner(rig: rig)
    let state = BatteryState(
      soc: StateOfCharge(charge), standardDeviation: 0.02, capacity: AmpHours(6), capacityDeviation: AmpHours(0.3),
      resistance: Ohms(0.08), currentOffset: .zero, deliverableFraction: 1, mode: .fused, reasons: [])
    for minute in 0..<180 {
      let time = now.seconds - Double(180 - minute) * 60
      let sample = RigSample(time: time, voltage: 13.2, current: 0.1, sun: 6)
      energy.learn(sample, estimate: state, seconds: minute == 0 ? 0 : 60, running: 0, wasOff: false)
    }
    return PlanMaterial(
      energy: energy, rig: rig, now: now, zone: LocalZone { _ in 3600 }, running: 0, schedules: schedules, will: will)
  }

  @Test("24 hours on the clock of the wall; sun by day, none by night; mean within the range; charge from now on")
  func shape() throws {
    let material = material(charge: 0.7)
    let hours = material.hours()
    #expect(hours.count == 24)
    #expect(hours.first?.local == "12:00" && hours.last?.local == "11:00")
    #expect(hours.first?.time == "2026-03-20T11:00:00Z")
    let first = try #require(hours.first)
    #expect(abs(first.stateOfCharge - material.energy.charge.value) < 0.001)
    for hour in hours {
      #expect(hour.panelLowW <= hour.panelW && hour.panelW <= hour.panelHighW)
      #expect(hour.chargeLow <= hour.stateOfCharge && hour.stateOfCharge <= hour.chargeHigh)
      #expect((0...4).contains(hour.boards) && (0...1).contains(hour.stateOfCharge))
    }
    #expect(hours.filter { ["22:00", "02:00", "04:00"].contains($0.local) }.allSatisfy { $0.panelHighW == 0 })
    #expect(hours.filter { ["12:00", "13:00"].contains($0.local) }.allSatisfy { $0.panelW > 2 })
    let next = try #require(hours.last)
    #expect(next.panelHighW - next.panelLowW > first.panelHighW - first.panelLowW, "tomorrow is less sure than now")
  }

  @Test("an order, a pause and a limit hold until they end, then the plan goes on")
  func orders() {
    var will = PlanMaterial.Will()
    will.force = (3, Self.noon + .hours(2))
    var hours = material(charge: 0.9, will: will).hours()
    #expect(hours[0...1].allSatisfy { $0.boards == 3 })
    will = .init()
    will.pauseUntil = Self.noon + .hours(3.5)
    hours = material(charge: 0.98, will: will).hours()
    #expect(hours[0...3].allSatisfy { $0.boards == 0 })
    #expect(hours[4...].contains { $0.boards > 0 })
    will = .init()
    will.limit = (1, Self.noon + .hours(48))
    #expect(material(charge: 0.98, will: will).hours().allSatisfy { $0.boards <= 1 })
  }

  @Test("a latch keeps all boards off until the reconnect level is reached")
  func latch() {
    var will = PlanMaterial.Will()
    will.isLatched = true
    let hours = material(charge: 0.22, will: will).hours()
    for hour in hours.prefix(while: { $0.stateOfCharge < 0.3 }).dropLast() { #expect(hour.boards == 0) }
    #expect(hours[0].boards == 0)
  }

  @Test("lines fit 80 columns and carry the decision's own words")
  func text() {
    let decision = StatusDocument.DecisionPart(
      stage: "run", target: 2, powered: 2, reason: "Because.", changes: "when it does")
    let document = PlanDocument(
      decision: decision, plan: "The sky is clear.", boards: 4, disconnect: 0.2, hours: material(charge: 0.7).hours())
    let lines = PlanText(document).lines
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines)")
    #expect(lines.contains("Why      Because.") && lines.contains("Changes  when it does"))
    #expect(lines.count == 4 + 1 + 24)
    #expect(PlanDocument(json: document.json()) == document)
  }
}
