import Foundation
import Power
import Testing
import Units

@testable import Agent

@Suite("What was learned survives a restart")
struct LearnedFileTests {
  let directory = FileManager.default.temporaryDirectory.appending(path: "akkurat-learned-\(UUID())").path()

  @Test("state of charge and sky are there again; a damaged file is forgotten")
  func survives() throws {
    let rig = RigDescription()
    var planner = EnergyPlanner(rig: rig)
    var estimator = BatteryEstimator(
      BatteryDescription(chemistry: .lifepo4, cells: 4, nameplate: AmpHours(6), resistance: Ohms(0.08)))
    for minute in 0..<240 {
      let state = estimator.update(
        BatterySample(time: Uptime(seconds: Double(minute) * 60), voltage: Volts(13.2), current: Amps(-0.2)))
      planner.learn(
        RigSample(time: 1.78e9 + Double(minute) * 60, voltage: 13.2, current: -0.2), estimate: state, seconds: 60,
        running: 2, wasOff: false)
    }
    let file = LearnedFile(directory: directory)
    #expect(file.read() == nil)
    let contents = LearnedFile.Contents(battery: estimator.memory.text, energy: planner.memory, wall: 1.78e9)
    #expect(file.write(contents) == nil)
    let again = try #require(file.read())
    let back = EnergyPlanner(rig: rig, resuming: again.energy, away: .zero)
    #expect(back.memory == planner.memory)
    #expect(EnergyPlanner(rig: rig, resuming: again.energy, away: nil).charge == EnergyPlanner(rig: rig).charge)
    #expect(again.away(until: UnixTime(seconds: 1.78e9 + 60)) == .seconds(60))
    #expect(again.away(until: nil) == nil)
    try Data("{}".utf8).write(to: URL(filePath: "\(directory)/learned.json"))
    #expect(file.read() == nil)
  }
}
