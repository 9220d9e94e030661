import Bus
import Foundation
import Simulator
import Testing
import Units

@testable import Mining

/// What `akkurat board` does, on the very images that boards run.
@Suite("Real images looked after by hand", .enabled(if: ImageBoard.areBuilt), .timeLimit(.minutes(5)))
struct ImageServiceTests {
  /// The clock of `virtual-boards`.
  struct LockStep: Timebase {
    let control: VirtualBoardsControl
    var now: Uptime { Uptime.zero + ((try? control.now()) ?? .zero) }
    var speed: Double { 1 }
  }

  static func open(_ image: ImageBoard.Image, address: UInt8?) throws -> (boards: VirtualBoards, line: BoardLine) {
    let folder = "/tmp/akkurat-service-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let boards = try VirtualBoards(
      program: "\(ImageBoard.output)/virtual-boards",
      boards: [.init(name: "b", image: "\(ImageBoard.output)/\(image.rawValue).elf", address: address)],
      pace: .lockStep, folder: folder)
    let control = boards.control
    try control.run(for: .milliseconds(200))
    let bus = try VirtualBoardsBus(path: boards.busPath)
    return (boards, BoardLine(bus, timebase: LockStep(control: control)) { try? control.run(for: $0) })
  }

  @Test("a fresh board answers at 8, tells what it is, moves, passes its test and comes back at its new address")
  func ownFirmware() throws {
    let (boards, line) = try Self.open(.minipro, address: nil)
    try BoardReaddressing(from: 8, to: 43).perform(over: line)
    #expect(try BusScan(line).found == [43])
    let trial = BoardTrial(of: .init(id: "b", address: 43, dialect: .akkurat), jobs: 5, over: line)
    #expect(trial.isPassed, "\(trial)")
    #expect((3500...4100).contains(try #require(trial.hashRate).value), "\(trial.hashRate as Any)")
    let portrait = try BoardPortrait(of: 43, over: line)
    guard case .akkurat(let abilities, let health) = portrait.firmware else {
      Issue.record("\(portrait)")
      return
    }
    #expect(abilities.megahertz == 16)
    #expect(health.resetCause == .powerOn)
    #expect((4.5...5.5).contains(try #require(health.supply).value))
    #expect(try #require(health.hashRate).value > 3500)
    try boards.control.setPower(of: "b", on: false)
    try boards.control.setPower(of: "b", on: true)
    try boards.control.run(for: .milliseconds(200))
    #expect(try BusScan(line).found == [43])
  }

  @Test("an old board tells its id, passes its test and moves")
  func oldFirmware() throws {
    let (boards, line) = try Self.open(.classic, address: 42)
    defer { withExtendedLifetime(boards) {} }
    let portrait = try BoardPortrait(of: 42, over: line)
    #expect(portrait.firmware == .classic(status: "Ic "))
    #expect(portrait.chip != nil)
    let trial = BoardTrial(of: .init(id: "b", address: 42, dialect: .classic), jobs: 2, over: line)
    #expect(trial.isPassed, "\(trial)")
    try BoardReaddressing(from: 42, to: 43).perform(over: line)
    #expect(try BusScan(line).found == [43])
    #expect(try BoardPortrait(of: 43, over: line).chip == portrait.chip)
  }
}
