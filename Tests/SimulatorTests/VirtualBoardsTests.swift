import Bus
import Foundation
import Testing

@testable import Simulator

/// What `Firmware/VirtualBoards/build` makes.
private enum Build {
  static let output = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Firmware/build-output").path(percentEncoded: false)
  static let program = "\(output)/virtual-boards"
  static let classic = "\(output)/classic.elf"
  static let isThere = [program, classic].allSatisfy(FileManager.default.fileExists(atPath:))
}

/// They run where `Firmware/VirtualBoards/build` has been run.
@Suite("Virtual boards", .enabled(if: Build.isThere))
struct VirtualBoardsTests {
  /// Two old-style boards in lock-step, started up.
  private static func rig() throws -> (VirtualBoards, VirtualBoardsBus, () -> Void) {
    let folder = "/tmp/akkurat-boards-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let boards = try VirtualBoards(
      program: Build.program,
      boards: [
        .init(name: "a", image: Build.classic, address: 42),
        .init(name: "b", image: Build.classic, address: 43, isOn: false),
      ],
      pace: .lockStep, folder: folder)
    try boards.control.run(for: .milliseconds(70))
    return (boards, try VirtualBoardsBus(path: boards.busPath), { try? FileManager.default.removeItem(atPath: folder) })
  }

  @Test("an old-style board finds a nonce over the bus")
  func job() throws {
    let (boards, bus, cleanUp) = try Self.rig()
    defer { cleanUp() }
    // SHA-1("0123…f0123…f01234567" + "7")
    let previous = "0123456789abcdef0123456789abcdef01234567"
    let expected = "3a13aab9d1aca296ea081c72756471697fec9c64"
    for command in ["A", "L\(previous.prefix(20))", "M\(previous.suffix(20))", "N\(expected.prefix(20))"] {
      try bus.write(Array(command.utf8), to: 42)
      try boards.control.run(for: .milliseconds(1))
    }
    try bus.write(Array("O\(expected.suffix(20))".utf8), to: 42)
    try boards.control.run(for: .milliseconds(100))
    #expect(try bus.query([UInt8(ascii: "S")], count: 3, at: 42) == Array("C? ".utf8))
    #expect(try bus.query([UInt8(ascii: "R")], count: 5, at: 42) == Array("    7".utf8))
  }

  @Test("a board without supply does not acknowledge, and does after it has started up")
  func supply() throws {
    let (boards, bus, cleanUp) = try Self.rig()
    defer { cleanUp() }
    #expect(try !bus.acknowledgesRead(at: 43))
    try boards.control.setPower(of: "b", on: true)
    #expect(try !bus.acknowledgesRead(at: 43))
    try boards.control.run(for: .milliseconds(70))
    #expect(try bus.acknowledgesRead(at: 43))
  }

  @Test("time passes only when asked to, to the microsecond")
  func time() throws {
    let (boards, _, cleanUp) = try Self.rig()
    defer { cleanUp() }
    let before = try boards.control.now()
    try boards.control.run(for: .microseconds(1234))
    #expect(try boards.control.now() - before == .microseconds(1234))
  }

  @Test("a wrong command is refused with its form")
  func refusal() throws {
    let (boards, _, cleanUp) = try Self.rig()
    defer { cleanUp() }
    #expect(throws: VirtualBoardsError.self) { try boards.control.send("power a sideways") }
  }

  @Test("a program that does not exist cannot be started")
  func missing() {
    #expect(throws: VirtualBoardsError.self) {
      try VirtualBoards(program: "/nonexistent", boards: [], pace: .lockStep, folder: "/tmp")
    }
  }
}
