public import Bus

/// A transaction on its way to a bus at the end of a socket. Source: doc/virtual-boards.md, "Bus protocol".
///
///     length:4  timeout:4  count:2  { address:2 flags:2 length:2 [data] }…      little-endian; flags 1 = read
public struct BusRequest: Sendable, Hashable {
  /// The device.
  public var address: I2CAddress
  /// The parts of the transaction.
  public var messages: [I2CMessage]
  /// How long the host waits for a held line, at least 1 µs.
  public var patience: Duration

  public init(to address: I2CAddress, _ messages: [I2CMessage], patience: Duration = .seconds(1)) {
    self.address = address
    self.messages = messages
    self.patience = patience
  }

  /// The most messages of one transaction, as the kernel has it (`I2C_RDWR_IOCTL_MAX_MSGS`).
  static let mostMessages = 42
  /// The longest request or reply behind its length.
  static let mostBytes = 65_532

  private static let readFlag: UInt16 = 1

  /// The request with its length in front. Nil if it is too long for a frame.
  public var encoded: [UInt8]? {
    let microseconds = max(1, min(patience / .microseconds(1), Double(UInt32.max)))
    var body = UInt32(microseconds).littleEndianBytes + UInt16(clamping: messages.count).littleEndianBytes
    for message in messages {
      let (flags, length, data): (UInt16, Int, [UInt8]) =
        switch message {
        case .write(let bytes): (0, bytes.count, bytes)
        case .read(let count): (Self.readFlag, count, [])
        }
      guard (0...Self.mostBytes).contains(length) else { return nil }
      body += UInt16(address.value).littleEndianBytes + flags.littleEndianBytes
      body += UInt16(length).littleEndianBytes + data
    }
    guard messages.count <= Self.mostMessages, body.count <= Self.mostBytes else { return nil }
    return UInt32(body.count).littleEndianBytes + body
  }

  /// Reads what follows the length.
  ///
  /// - Throws: ``BusRequestFault`` for what is no request, or one that an ``I2CBus`` cannot carry out.
  public init(body: [UInt8]) throws(BusRequestFault) {
    var reader = ByteReader(body)
    guard let microseconds: UInt32 = reader.number(), let count: UInt16 = reader.number(),
      (1...Self.mostMessages).contains(Int(count))
    else { throw .malformed }
    var addresses: Set<UInt16> = []
    var messages: [I2CMessage] = []
    for _ in 0..<count {
      guard let address: UInt16 = reader.number() else { throw .malformed }
      addresses.insert(address)
      messages.append(try Self.message(&reader))
    }
    guard reader.isAtEnd else { throw .malformed }
    guard addresses.count == 1, let first = addresses.first, let address = I2CAddress(Int(first)) else {
      throw .unsupported
    }
    self.init(to: address, messages, patience: microseconds == 0 ? .seconds(1) : .microseconds(Int(microseconds)))
  }

  private static func message(_ reader: inout ByteReader) throws(BusRequestFault) -> I2CMessage {
    guard let flags: UInt16 = reader.number(), let length: UInt16 = reader.number() else { throw .malformed }
    guard flags & ~readFlag == 0 else { throw .unsupported }
    if flags & readFlag != 0 {
      guard length > 0 else { throw .unsupported }
      return .read(count: Int(length))
    }
    guard let bytes = reader.bytes(Int(length)) else { throw .malformed }
    return .write(bytes)
  }
}
