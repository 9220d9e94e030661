import ArgumentParser
import Bus
import Foundation
import Testing

@testable import akkurat

/// `akkurat board flash` with a stand-in for avrdude: a script that writes down its arguments.
@Suite("Flashing a board")
struct BoardFlashTests {
  let folder: URL
  let record: String
  let hex: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "akkurat-flash-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    record = folder.appending(path: "record").path(percentEncoded: false)
    hex = folder.appending(path: "image.hex").path(percentEncoded: false)
    try Data(":00000001FF\n".utf8).write(to: URL(filePath: hex))
  }

  /// Puts a script in avrdude's place that ends with a code.
  func stand(_ code: Int) throws {
    let script = folder.appending(path: "avrdude")
    try Data("#!/bin/sh\nprintf '%s\\n' \"$@\" > '\(record)'\nexit \(code)\n".utf8).write(to: script)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: script.path(percentEncoded: false))
  }

  func run(_ extra: [String] = [], path: String? = nil) throws {
    let socket = folder.appending(path: "nobody.sock").path(percentEncoded: false)
    let words = ["--serial", "/dev/ttyUSB7", "--hex", hex, "--socket", socket] + extra
    try BoardFlashCommand.parse(words).run(path: path ?? folder.path(percentEncoded: false))
  }

  @Test(
    "avrdude gets programmer, port, speed of the boot loader and image", arguments: [("old", 57600), ("new", 115_200)])
  func words(_ loader: String, _ baud: Int) throws {
    try stand(0)
    defer { try? FileManager.default.removeItem(at: folder) }
    try run(["--boot-loader", loader])
    let words = try String(contentsOfFile: record, encoding: .utf8).split(separator: "\n").map(String.init)
    let expected = "-p m328p -c arduino -P /dev/ttyUSB7 -b \(baud) -D -U".split(separator: " ").map(String.init)
    #expect(words == expected + ["flash:w:\(hex):i"])
  }

  @Test("a failure of avrdude is one of the command, and a missing avrdude or image has a code of its own")
  func failures() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(throws: ExitCode.unavailable) { try run() }
    try stand(3)
    #expect(throws: ExitCode.failure) { try run() }
    #expect(throws: ExitCode.noInput) { try run(["--hex", "/nowhere.hex"]) }
  }

  @Test("a dry run runs nothing")
  func dry() throws {
    try stand(0)
    defer { try? FileManager.default.removeItem(at: folder) }
    try run(["--dry-run"])
    #expect(!FileManager.default.fileExists(atPath: record))
  }

  @Test("an address is a number a chip may have")
  func addresses() throws {
    #expect(try BoardPlace.address("42").value == 42)
    #expect(try BoardPlace.address("0x2a").value == 42)
    for text in ["7", "120", "0x78", "b1", ""] { #expect(throws: (any Error).self) { try BoardPlace.address(text) } }
  }
}
