import Foundation
import NIOPosix
import Testing
import Units

@testable import Agent
@testable import akkurat

/// A client over TCP that sends the bytes of webrepl_cli.py, or masks as a browser does. Blocking: for a thread of its own.
final class WebREPLLine {
  let descriptor: Int32
  let isMasking: Bool
  private var text = ""

  init(port: Int, masking: Bool = false) throws {
    isMasking = masking
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var wait = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Gone() }
  }

  struct Gone: Error {}

  deinit { close(descriptor) }

  func raw(_ bytes: [UInt8]) { _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

  func take(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var buffer = [UInt8](repeating: 0, count: count - bytes.count)
      let got = recv(descriptor, &buffer, buffer.count, 0)
      guard got > 0 else { throw Gone() }
      bytes += buffer[..<got]
    }
    return bytes
  }

  /// As webrepl_cli.py: the key is `foo`, there is no version header, the head is read up to an empty line.
  func shakeHands() throws {
    let connection = isMasking ? "keep-alive, Upgrade" : "Upgrade"
    raw(
      Array(
        ("GET / HTTP/1.1\r\nHost: echo.websocket.org\r\nConnection: \(connection)\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Key: foo\r\n\r\n").utf8))
    var head = ""
    while !head.hasSuffix("\r\n\r\n") { head += String(decoding: try take(1), as: UTF8.self) }
    guard head.hasPrefix("HTTP/1.1 101 ") else { throw Gone() }
  }

  func send(_ payload: [UInt8], text: Bool = false) {
    let first: UInt8 = text ? 0x81 : 0x82
    let bit: UInt8 = isMasking ? 0x80 : 0
    let length =
      payload.count < 126
      ? [UInt8(payload.count) | bit] : [126 | bit, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    guard isMasking else { return raw([first] + length + payload) }
    let mask: [UInt8] = [1, 2, 3, 250]
    raw([first] + length + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] })
  }

  func frame() throws -> (isText: Bool, payload: [UInt8]) {
    let head = try take(2)
    var length = Int(head[1])
    if length == 126 {
      let more = try take(2)
      length = Int(more[0]) << 8 | Int(more[1])
    }
    return (head[0] == 0x81, try take(length))
  }

  /// The next binary frame; text in between is kept.
  func binary() throws -> [UInt8] {
    while true {
      let frame = try frame()
      guard frame.isText else { return frame.payload }
      text += String(decoding: frame.payload, as: UTF8.self)
    }
  }

  /// Reads text until it ends so.
  func text(until end: String) throws -> String {
    while !text.contains(end) {
      let frame = try frame()
      if frame.isText { text += String(decoding: frame.payload, as: UTF8.self) }
    }
    defer { text = "" }
    return text
  }

  func login(_ password: String) throws {
    try shakeHands()
    _ = try text(until: "Password: ")
    if isMasking {
      for byte in password.utf8 { send([byte], text: true) }
      send([0x0D], text: true)
    } else {
      send(Array((password + "\r").utf8))
    }
  }

  func request(_ operation: UInt8, _ name: String, size: Int = 0) -> [UInt8] {
    let name = Array(name.utf8)
    return [0x57, 0x41, operation, 0] + [UInt8](repeating: 0, count: 8)
      + (0..<4).map { UInt8(size >> (8 * $0) & 0xFF) } + [UInt8(name.count), 0] + name
      + [UInt8](repeating: 0, count: 64 - name.count)
  }

  func get(_ name: String) throws -> [UInt8]? {
    send(request(2, name))
    guard try binary() == [0x57, 0x42, 0, 0] else { return nil }
    var content: [UInt8] = []
    while true {
      send([0])
      let frame = try binary()
      content += frame.dropFirst(2)
      if frame.count == 2 { break }
    }
    return try binary() == [0x57, 0x42, 0, 0] ? content : nil
  }

  /// The codes of the replies.
  func put(_ name: String, _ content: [UInt8]) throws -> [Int] {
    let request = request(1, name, size: content.count)
    send(Array(request[..<10]))
    send(Array(request[10...]))
    var codes = [Int(try binary()[2])]
    guard codes == [0] else { return codes }
    for start in stride(from: 0, to: content.count, by: 1024) {
      send(Array(content[start..<min(content.count, start + 1024)]))
    }
    codes.append(Int(try binary()[2]))
    return codes
  }
}

@Suite("The WebREPL port, whole", .serialized)
struct WebREPLDoorTests {
  static let password = "sun and moon"

  func open() async throws -> (stage: DemoStage, door: WebREPLDoor, path: String) {
    let stage = try await SimulatedStage.open(["--speed", "30", "--start-full", "--battery", "300 Ah"])
    let path = try ReloadTests().file(of: stage) {
      $0.replacing("rig: demo,", with: "rig: demo, mining_key: hush-hush-key,")
        + "\nwebrepl: {port: 1, password: \"\(Self.password)\"}"
    }
    var section = try #require(
      try AgentConfiguration(
        parsing: String(contentsOfFile: path, encoding: .utf8), file: path, program: "test"
      ).webREPL)
    section.port = 0
    let door = try await WebREPLDoor.open(
      section, for: stage.controller, loader: ConfigurationLoader(path: path, program: Version.pool), on: stage.group,
      timebase: SystemTimebase(), loginTime: .seconds(2), delay: .milliseconds(20))
    return (stage, door, path)
  }

  @Test(
    "both kinds of client log in, use the console, get files without secrets and put a configuration that is taken",
    arguments: [false, true])
  func client(masking: Bool) async throws {
    let (stage, door, path) = try await open()
    let port = door.port
    try await stage.eventually("all boards") { $0.decision.powered == 4 }
    let (shown, floor, report) = try await blocking {
      let line = try WebREPLLine(port: port, masking: masking)
      try line.login(Self.password)
      line.send(line.request(3, ""))
      #expect(try line.binary() == [1, 22, 0])
      _ = try line.text(until: "1> ")
      line.send(Array("2N".utf8), text: true)
      #expect(try line.text(until: "2 boards for").contains("Order o1 stands: 2 boards run"))
      let shown = try #require(try line.get("/config.yaml"))
      let text = String(decoding: shown, as: UTF8.self)
      let bad = text.replacing("dialect: classic,", with: "dialect: quantum,")
      #expect(try line.put("config.yaml", Array(bad.utf8)) == [0, 22])
      #expect(try line.text(until: "The old configuration stays.").contains("quantum"))
      #expect(try line.put("config.yaml", []) == [0, 22])
      #expect(try line.put("config.yaml", Array("nonsense!".utf8)) == [0, 22])
      #expect(try line.put("../rig.yaml", [1]) == [13] && line.put("/etc/passwd", [1]) == [13])
      #expect(try line.put("report-day.txt", [1]) == [13])
      #expect(try line.put("config.yaml", [UInt8](repeating: 35, count: 66000)) == [27])
      #expect(try line.get("../rig.yaml") == nil && line.get("/etc/passwd") == nil)
      let good =
        text.replacing("min_off: \"1 min\"", with: "min_off: \"3 min\"") + "\n" + String(repeating: "#", count: 5000)
      #expect(try line.put("config.yaml", Array(good.utf8)) == [0, 0])
      #expect(try line.text(until: "protection.min_off").contains("rig.yaml.v1"))
      return (text, good, try line.get("report-day.html"))
    }
    #expect(!shown.contains("hush-hush-key") && !shown.contains(Self.password) && shown.contains("<redacted>"))
    let stored = try String(contentsOfFile: path, encoding: .utf8)
    #expect(stored.contains("hush-hush-key") && stored.contains(Self.password), "the secrets came back")
    #expect(stored.count > 5000 && floor.count > 5000)
    #expect(try String(contentsOfFile: path + ".v1", encoding: .utf8).contains("min_off: \"1 min\""))
    #expect(report == nil || String(decoding: report ?? [], as: UTF8.self).contains("<!DOCTYPE html>"))
    let status = await stage.controller.status()
    #expect(status.overrides.first?.from == "webrepl" && status.overrides.first?.by == "password holder")
    await door.close()
    try await stage.close()
  }

  @Test("a wrong password is denied, five lock the door also for the right one, and that is told once")
  func wrong() async throws {
    let (stage, door, _) = try await open()
    let port = door.port
    for _ in 0..<7 {
      try await blocking {
        let line = try WebREPLLine(port: port)
        try line.login("wrong password")
        #expect(try line.text(until: "denied").contains("Access denied"))
        #expect(throws: WebREPLLine.Gone.self) { _ = try line.frame() }
      }
    }
    try await blocking {
      let line = try WebREPLLine(port: port)
      try line.login(Self.password)
      #expect(try line.text(until: "denied").contains("Access denied"))
    }
    try await Task.sleep(for: .milliseconds(100))
    let told = await stage.controller.recentEvents(256).events.filter { $0.kind == .access }
    #expect(told.count == 1 && told.first?.text.contains("nobody is let in") == true)
    await door.close()
    try await stage.close()
  }

  @Test(
    "100 connections at once and half-open ones: refused, told once, gone after the login time; the agent is unmoved")
  func flood() async throws {
    let (stage, door, _) = try await open()
    let port = door.port
    try await stage.eventually("all boards") { $0.decision.powered == 4 }
    let before = await stage.controller.status()
    try await blocking {
      let lines = try (0..<100).map { _ in try WebREPLLine(port: port) }
      for line in lines { line.raw(Array("GET / HT".utf8)) }
      let waiting = lines.filter { line in
        var byte: UInt8 = 0
        // Closed, or reset because bytes were left unread.
        let count = recv(line.descriptor, &byte, 1, 0)
        return count == 0 || (count < 0 && errno == ECONNRESET)
      }
      #expect(waiting.count == 100, "the four that were let wait are closed after the login time")
    }
    try await blocking {
      let line = try WebREPLLine(port: port)
      try line.login(Self.password)
      _ = try line.text(until: "1> ")
      // Who logs in later takes the place.
      let other = try WebREPLLine(port: port)
      try other.login(Self.password)
      _ = try other.text(until: "1> ")
      #expect(throws: WebREPLLine.Gone.self) { while true { _ = try line.frame() } }
    }
    let told = await stage.controller.recentEvents(256).events.filter { $0.kind == .access }
    #expect(told.count == 1, "\(told)")
    let after = await stage.controller.status()
    #expect(after.decision.stage == before.decision.stage && after.troubles.isEmpty && after.overrides.isEmpty)
    #expect(after.uptimeS > before.uptimeS + 20)
    await door.close()
    try await stage.close()
  }

  @Test("a browser that asks without an upgrade gets a page that says what the port is")
  func page() async throws {
    let (stage, door, _) = try await open()
    let port = door.port
    let page = try await blocking {
      let line = try WebREPLLine(port: port)
      line.raw(Array("GET / HTTP/1.1\r\nHost: rig\r\n\r\n".utf8))
      var text: [UInt8] = []
      while let byte = try? line.take(1) { text += byte }
      return String(decoding: text, as: UTF8.self)
    }
    #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n") && page.contains("WebREPL protocol") && !page.contains("<script"))
    await door.close()
    try await stage.close()
  }
}
