import Agent
import ArgumentParser
import Bus
import Foundation
import Mining
import Power
import Simulator
import Synchronization
import Testing
import Units

@testable import akkurat

@Suite("Making a first configuration")
struct InitTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "akkurat-init-\(UUID().uuidString.prefix(8))")
  var rig: String { folder.appending(path: "rig.yaml").path(percentEncoded: false) }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  func run(_ words: [String], answers: [String]? = nil) throws {
    let command = try InitCommand.parse(["--output", rig, "--no-scan"] + words)
    guard let answers else { return try command.run(questions: .nobody) }
    let left = Mutex(answers)
    try command.run(
      questions: OwnerQuestions { _ in left.withLock { $0.isEmpty ? nil : $0.removeFirst() } })
  }

  func loaded() throws -> AgentConfiguration {
    try AgentConfiguration(
      parsing: try String(contentsOfFile: rig, encoding: .utf8), file: rig, program: "test")
  }

  static let enough = ["--user", "me", "--sensor", "ina219@0x40=battery", "--board", "41:akkurat", "--board", "0x2a"]

  @Test("flags alone make a file that the check accepts")
  func flags() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try run(
      Self.enough + [
        "--sensor", "ads1115@0x48", "--sensor", "w1@/sys/bus/w1/devices/28-1/temperature", "--chemistry", "lead-agm",
        "--cells", "6", "--capacity", "7 Ah", "--place", "48.1,11.6", "--panel", "20 W", "--lines", "17,27",
        "--mining-key", "a\"b\"\\c", "--name", "shed",
      ])
    try CheckCommand.parse(["--config", rig]).run()
    let made = try loaded()
    #expect(made.sensors.map(\.name) == ["battery1", "adc2", "cells3"])
    #expect(made.boards.map(\.dialect.rawValue) == ["akkurat", "classic"])
    #expect(made.switches.compactMap(\.line?.offset) == [17, 27])
    #expect(made.boards.map(\.supply) == ["s1", "s2"])
    #expect(made.battery.cells == 6 && made.rig.place?.latitude == 48.1 && made.rig.panel?.peak == Watts(20))
    #expect(try FileManager.default.attributesOfItem(atPath: rig)[.posixPermissions] as? Int == 0o640)
  }

  @Test("a file that exists is never overwritten")
  func never() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("mine".utf8).write(to: URL(filePath: rig))
    #expect(throws: ExitCode.cannotCreate) { try run(Self.enough) }
    #expect(try String(contentsOfFile: rig, encoding: .utf8) == "mine")
  }

  @Test("what makes no rig is told, and nothing is written")
  func nothing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(throws: ExitCode.configuration) { try run(["--user", "me"]) }
    #expect(throws: ValidationError.self) { try run(Array(Self.enough.dropFirst(2))) }
    #expect(throws: ValidationError.self) { try run(Self.enough + ["--lines", "17,27,22"]) }
    #expect(throws: ValidationError.self) { try run(Self.enough + ["--chemistry", "coal"]) }
    #expect(!FileManager.default.fileExists(atPath: rig))
  }

  @Test("at a terminal it asks for what no flag tells, again where it does not understand, and offers defaults")
  func asks() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let flags = ["--sensor", "ina219@0x40", "--board", "41"]
    try run(flags, answers: ["coal", "nmc", "", "2600 mAh", "", "", "17", "sun", "", ""])
    let made = try loaded()
    #expect(made.battery.chemistry == .nmc && made.battery.cells == 4)
    #expect(made.battery.nameplate == AmpHours(2.6))
    #expect(made.pool.fleet.account.username == "sun")
    #expect(made.boards.map(\.supply) == ["s1"])
  }

  @Test("a look at the bus finds chips and boards, and what is made of it passes")
  func look() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let clock = ManualTimebase()
    let boards = [(UInt8(9), Simulator.BoardDescription.Dialect.classic), (11, .akkurat)].map {
      Simulator.BoardDescription(label: "b", dialect: $1, address: $0, hashRate: HashRate(200))
    }
    let simulated = SimulatedRig(
      RigDescription(sensors: [.batteryMonitor, .voltageAndTemperature], boards: boards, pacing: .stepping(clock)),
      timebase: clock)
    clock.advance(by: .seconds(2))
    let found = try InitBusLook(simulated.bus, drivers: [0x68: "rtc-ds1307"])
    #expect(found.chips.map(\.address) == [0x40, 0x48])
    #expect(found.chips.map(\.chip) == [.ina219, .ads1115])
    #expect(found.boards.map(\.address) == [9, 11])
    #expect(found.boards.map(\.dialect) == [.classic, .akkurat])
    #expect(found.others == [0x68])
    let flags = try InitCommand.parse(["--user", "me"]).flags
    let draft = try InitDraft(flags, .nobody, found: found, thermometers: ["/sys/bus/w1/devices/28-1/temperature"])
      .draft
    let made = try AgentConfiguration(parsing: draft.text, file: "rig.yaml", program: "test")
    #expect(made.sensors.count == 3 && made.boards.count == 2)
  }
}
