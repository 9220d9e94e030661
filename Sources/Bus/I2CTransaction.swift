/// What went over the wire in one transaction.
public struct I2CTransaction: Sendable, Hashable, CustomStringConvertible {
  /// The device.
  public let address: I2CAddress
  /// What was asked.
  public let messages: [I2CMessage]
  /// The bytes read, or why it failed.
  public let outcome: Result<[UInt8], BusError>

  /// A transaction as it happened.
  public init(address: I2CAddress, messages: [I2CMessage], outcome: Result<[UInt8], BusError>) {
    self.address = address
    self.messages = messages
    self.outcome = outcome
  }

  /// One line as tests assert it: `2a W 53 R3 → 49 3f 20`, or `2a W 53 ✗ no acknowledge`.
  public var description: String {
    let asked = messages.map { message in
      switch message {
      case .write(let bytes): bytes.isEmpty ? "W" : "W \(Self.hexadecimal(bytes))"
      case .read(let count): "R\(count)"
      }
    }.joined(separator: " ")
    let head = "\(address.hexadecimal.dropFirst(2)) \(asked)"
    switch outcome {
    case .success(let bytes): return bytes.isEmpty ? head : "\(head) → \(Self.hexadecimal(bytes))"
    case .failure(.noAcknowledge): return "\(head) ✗ no acknowledge"
    case .failure(.timedOut): return "\(head) ✗ timed out"
    case .failure(let error): return "\(head) ✗ \(error)"
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
