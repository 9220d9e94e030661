import Bus
import Synchronization

/// One simulated chip with 16-bit registers, most significant byte first, and the record of what went over the wire.
final class RegisterBus: I2CBus {
  struct Contents {
    var registers: [UInt8: UInt16]
    /// Registers of other widths, as their bytes.
    var wide: [UInt8: [UInt8]] = [:]
    /// Bytes that the chip still gives before it falls silent; nil for all.
    var patience: Int?
    var trace: [I2CTransaction] = []
    var failure: BusError?
  }

  let address: I2CAddress
  let contents: Mutex<Contents>

  init(_ address: I2CAddress, _ registers: [UInt8: UInt16]) {
    self.address = address
    contents = Mutex(Contents(registers: registers))
  }

  /// The trace so far, and forgets it.
  func takeTrace() -> [String] {
    contents.withLock { contents in
      defer { contents.trace = [] }
      return contents.trace.map(\.description)
    }
  }

  func set(_ register: UInt8, _ value: UInt16) { contents.withLock { $0.registers[register] = value } }

  /// A register of another width, most significant byte first.
  func set(_ register: UInt8, bytes: [UInt8]) { contents.withLock { $0.wide[register] = bytes } }

  func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    let outcome: Result<[UInt8], BusError> = contents.withLock { contents in
      let outcome = answer(address, messages, &contents)
      contents.trace.append(I2CTransaction(address: address, messages: messages, outcome: outcome))
      return outcome
    }
    return try outcome.get()
  }

  private func answer(
    _ address: I2CAddress, _ messages: [I2CMessage], _ contents: inout Contents
  ) -> Result<[UInt8], BusError> {
    if let failure = contents.failure { return .failure(failure) }
    guard address == self.address else { return .failure(.noAcknowledge(address)) }
    var pointer: UInt8 = 0
    var answer: [UInt8] = []
    for message in messages {
      switch message {
      case .write(let bytes):
        pointer = bytes.first ?? 0
        if bytes.count == 3 { contents.registers[pointer] = UInt16(bytes[1]) << 8 | UInt16(bytes[2]) }
      case .read(let count):
        let value = contents.registers[pointer] ?? 0
        let bytes = contents.wide[pointer] ?? [UInt8(value >> 8), UInt8(value & 0xFF)]
        answer += bytes.prefix(min(count, contents.patience ?? count))
      }
    }
    return .success(answer)
  }
}
