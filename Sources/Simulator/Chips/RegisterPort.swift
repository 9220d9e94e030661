/// The pointer register that TI's monitors and converters share: the first byte of a write points, two more write the
/// register, most significant byte first; a read sends the register that was pointed to last.
///
///     S addr W A  pointer A  [msb A  lsb A]  P
///     S addr R A  msb A  lsb A  P
struct RegisterPort: Sendable {
  private(set) var pointer: UInt8 = 0
  private var received: [UInt8] = []
  private var sending: [UInt8] = []

  mutating func beginWrite() { received.removeAll(keepingCapacity: true) }

  /// The register's bytes are taken once, so both belong to one conversion.
  mutating func beginRead(_ value: UInt16) { beginRead(UInt64(value), bytes: 2) }

  /// A register of another width.
  mutating func beginRead(_ value: UInt64, bytes: Int) {
    sending = (0..<bytes).map { UInt8(value >> UInt64(8 * $0) & 0xFF) }
  }

  /// A complete register write, when this byte was its last.
  mutating func write(_ byte: UInt8) -> (register: UInt8, value: UInt16)? {
    received.append(byte)
    if received.count == 1 { pointer = byte }
    guard received.count == 3 else { return nil }
    return (pointer, UInt16(received[1]) << 8 | UInt16(byte))
  }

  mutating func read() -> UInt8 { sending.popLast() ?? 0xFF }

  mutating func reset() { self = RegisterPort() }
}
