import Bus
import Glibc
import Synchronization
import Testing

@testable import Simulator

@Suite("A bus at the end of a socket")
struct BusSocketTests {
  /// Answers reads with counted bytes, keeps what was written, and fails at one address.
  private final class Echo: I2CBus {
    let seen = Mutex<[I2CMessage]>([])
    func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
      seen.withLock { $0 += messages }
      if address == 0x33 { throw .timedOut(address) }
      guard address == 0x2A else { throw .noAcknowledge(address) }
      return messages.flatMap { message in
        if case .read(let count) = message { return (0..<count).map { UInt8(truncatingIfNeeded: $0) } }
        return []
      }
    }
  }

  private static func path() -> String { "/tmp/akkurat-bus-\(getpid())-\(UInt32.random(in: 0 ... .max))" }

  @Test("a request is encoded as the page draws it")
  func encoding() {
    let request = BusRequest(to: 42, [.write([0x53]), .read(count: 3)], patience: .microseconds(258))
    #expect(
      request.encoded == [
        0x13, 0, 0, 0, 0x02, 0x01, 0, 0, 2, 0, 0x2A, 0, 0, 0, 1, 0, 0x53, 0x2A, 0, 1, 0, 3, 0,
      ])
  }

  @Test("what was encoded is read back")
  func roundTrip() throws {
    let request = BusRequest(to: 119, [.write([]), .write([1, 2, 3]), .read(count: 32)], patience: .milliseconds(20))
    #expect(try BusRequest(body: Array(#require(request.encoded).dropFirst(4))) == request)
  }

  @Test("no cut or lengthened frame is taken for a request")
  func malformed() throws {
    let body = Array(try #require(BusRequest(to: 42, [.write([1, 2]), .read(count: 3)]).encoded).dropFirst(4))
    for length in 0..<body.count {
      #expect(throws: BusRequestFault.malformed) { try BusRequest(body: Array(body.prefix(length))) }
    }
    #expect(throws: BusRequestFault.malformed) { try BusRequest(body: body + [0]) }
  }

  @Test("ten-bit addresses, other flags, reads of nothing and two addresses are unsupported")
  func unsupported() {
    let head: [UInt8] = [0, 0, 0, 0, 1, 0]
    for message: [UInt8] in [[0x2A, 1, 1, 0, 1, 0], [0x2A, 0, 0x11, 0, 1, 0], [0x2A, 0, 1, 0, 0, 0]] {
      #expect(throws: BusRequestFault.unsupported) { try BusRequest(body: head + message) }
    }
    let two: [UInt8] = [0, 0, 0, 0, 2, 0, 0x2A, 0, 1, 0, 1, 0, 0x2B, 0, 1, 0, 1, 0]
    #expect(throws: BusRequestFault.unsupported) { try BusRequest(body: two) }
  }

  @Test("a client sees the bus that is served, its bytes and its errors")
  func clientAndServer() throws {
    let echo = Echo()
    let server = try I2CBusServer(path: Self.path(), serving: echo)
    let bus = try VirtualBoardsBus(path: server.path)
    #expect(try bus.query([7], count: 3, at: 0x2A) == [0, 1, 2])
    #expect(echo.seen.withLock { $0 } == [.write([7]), .read(count: 3)])
    #expect(throws: BusError.noAcknowledge(0x10)) { try bus.read(1, from: 0x10) }
    #expect(throws: BusError.timedOut(0x33)) { try bus.read(1, from: 0x33) }
    #expect(try VirtualBoardsBus(path: server.path).read(1, from: 0x2A) == [0])
    server.stop()
    #expect(throws: BusError.self) { try VirtualBoardsBus(path: server.path) }
  }

  @Test("a transaction that fits no frame is unsupported")
  func tooLong() throws {
    let server = try I2CBusServer(path: Self.path(), serving: Echo())
    let bus = try VirtualBoardsBus(path: server.path)
    #expect(throws: BusError.self) { try bus.write([UInt8](repeating: 0, count: 70_000), to: 0x2A) }
  }
}
