internal import CLinuxBus

/// The bytes of a transaction in one piece of memory, as the kernel fills it.
struct TransferMemory {
  private let messages: [I2CMessage]
  private var bytes: [UInt8]

  init(_ messages: [I2CMessage]) {
    self.messages = messages
    self.bytes = messages.flatMap { message in
      switch message {
      case .write(let bytes): bytes
      case .read(let count): [UInt8](repeating: 0, count: count)
      }
    }
  }

  /// Lends the messages in the C seam's form for one call.
  mutating func withMessages<Answer>(
    to address: I2CAddress, _ body: (UnsafeBufferPointer<clb_i2c_message>) -> Answer
  ) -> Answer {
    let messages = self.messages
    return bytes.withUnsafeMutableBufferPointer { memory in
      var offset = 0
      let seam = messages.map { message in
        let (isRead, length) = Self.shape(message)
        defer { offset += length }
        return clb_i2c_message(
          address: address.value, read: isRead, length: UInt16(clamping: length),
          bytes: memory.baseAddress.map { $0 + offset })
      }
      return seam.withUnsafeBufferPointer(body)
    }
  }

  /// The bytes of all read messages in order.
  var bytesRead: [UInt8] {
    var read: [UInt8] = []
    var offset = 0
    for message in messages {
      let (isRead, length) = Self.shape(message)
      if isRead { read += bytes[offset..<offset + length] }
      offset += length
    }
    return read
  }

  private static func shape(_ message: I2CMessage) -> (isRead: Bool, length: Int) {
    switch message {
    case .write(let bytes): (false, bytes.count)
    case .read(let count): (true, count)
    }
  }
}
