@testable import Bus
import CLinuxBus
import Testing

@Suite("Kernel errors")
struct BusErrorMappingTests {
  @Test(
    "each fault code of the kernel is one case",
    arguments: [
      (6, BusError.noAcknowledge(42)), (121, .noAcknowledge(42)), (110, .timedOut(42)), (11, .arbitrationLost(42)),
      (16, .lineHeld("A line of /dev/i2c-1")), (19, .closed("/dev/i2c-1")),
      (95, .unsupported("a transaction as asked for on /dev/i2c-1")),
      (
        5,
        .system(
          operation: "The transaction with address 42 (0x2a) on /dev/i2c-1", errno: 5,
          reason: "Input/output error")
      ),
    ] as [(Int32, BusError)])
  func mapping(errno: Int32, error: BusError) {
    #expect(BusError(i2c: errno, address: 42, path: "/dev/i2c-1") == error)
  }

  @Test("bytes of all read messages come back in order")
  func memory() {
    var memory = TransferMemory([.write([1, 2]), .read(count: 2), .write([3]), .read(count: 1)])
    let sent = memory.withMessages(to: 42) { messages in
      for message in messages where message.read {
        for index in 0..<Int(message.length) { message.bytes[index] = 0xA0 + UInt8(index) }
      }
      return messages.map { "\($0.address) \($0.read) \($0.length)" }
    }
    #expect(sent == ["42 false 2", "42 true 2", "42 false 1", "42 true 1"])
    #expect(memory.bytesRead == [0xA0, 0xA1, 0xA0])
  }
}
