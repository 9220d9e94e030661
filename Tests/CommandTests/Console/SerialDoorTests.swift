import Bus
import Foundation
import Synchronization
import Testing

@testable import Agent
@testable import akkurat

@Suite("The console on a serial line", .serialized)
struct SerialDoorTests {
  /// A pseudo-terminal: the owner's side, and the path of the agent's side.
  static func line() throws -> (owner: Int32, path: String) {
    let owner = Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (lock, number) = (Int32(0), Int32(0))
    // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2): unlock, and which one it is.
    try #require(owner >= 0 && ioctl(owner, 0x4004_5431, &lock) == 0 && ioctl(owner, 0x8004_5430, &number) == 0)
    return (owner, "/dev/pts/\(number)")
  }

  /// Reads until the text is there, for 20 s at most.
  static func read(_ owner: Int32, until end: String) throws -> String {
    var text = ""
    for _ in 0..<400 {
      var descriptor = pollfd(fd: owner, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, 50) > 0, descriptor.revents & Int16(POLLIN) != 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = Glibc.read(owner, &buffer, buffer.count)
      guard count > 0 else { break }
      text += String(decoding: buffer[..<count], as: UTF8.self)
      if text.contains(end) { return text }
    }
    Issue.record("\(end) did not come; \(text)")
    return text
  }

  @Test("orders over the line carry its name; the line that goes and comes is opened again")
  func line() async throws {
    let stage = try await SimulatedStage.open(["--speed", "30", "--start-full", "--battery", "300 Ah"])
    try await stage.eventually("all boards") { $0.decision.powered == 4 }
    let (owner, path) = try Self.line()
    let present = Mutex(path)
    let door = SerialDoor("/dev/ttyGS0", for: stage.controller, retry: 0.1) {
      try? LinuxSerialPort(path: present.withLock { $0 }, baud: SerialDoor.baud)
    }
    try await blocking {
      try typing(owner, "2N", "Order o1 stands: 2 boards run")
      try typing(owner, "x", "\r\n")
      try typing(owner, "O", "by /dev/ttyGS0 (serial)")
      _ = close(owner)
    }
    let (again, other) = try Self.line()
    present.withLock { $0 = other }
    try await blocking {
      try typing(again, "C", "Cleared o1")
      _ = close(again)
    }
    let told = await stage.controller.recentEvents(256).events.filter { $0.kind == .access }
    #expect(told.contains { $0.text.contains("It is gone") })
    door.close()
    try await stage.close()
  }
}

/// Types, again and again until the other side is there, and waits for an answer.
private func typing(_ owner: Int32, _ typed: String, _ answer: String) throws {
  // The agent's side takes a moment to set its line raw.
  Thread.sleep(forTimeInterval: 0.5)
  let bytes = Array(typed.utf8)
  _ = write(owner, bytes, bytes.count)
  #expect(try SerialDoorTests.read(owner, until: answer).contains(answer))
}
