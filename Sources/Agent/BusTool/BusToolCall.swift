/// A request of the bus tool:
///
///     {"v":1,"op":"bus","do":"scan","bus":"main"}
///     {"v":1,"op":"bus","do":"read","bus":"main","address":42,"n":3}
///     {"v":1,"op":"bus","do":"query","bus":"main","address":42,"text":"S","n":3}
public struct BusToolCall: Codable, Sendable, Hashable {
  /// What to do.
  public enum Action: String, Codable, Sendable, Hashable {
    /// Who answers a one-byte read, apart from addresses in use.
    case scan
    /// Who is at an address, asked only where that disturbs nobody.
    case info
    /// Reads `n` bytes.
    case read
    /// Writes `text`, then reads `n` bytes in the same transaction.
    case query
    /// Writes `text`.
    case write
    /// Tells the bus's clock.
    case speed
    /// Gives the board another address, `n`.
    case readdress
    /// Takes a powered board out of work for ten minutes.
    case hold
    /// Gives held boards back to work.
    case release
  }

  public var v = 1
  public var op = "bus"
  /// What to do.
  public var action: Action
  /// Which bus; the only one where there is one.
  public var bus: String?
  /// 7 bit.
  public var address: Int?
  /// A number of bytes, or the new address.
  public var n: Int?
  /// ASCII, sent as it is.
  public var text: String?

  /// A request.
  public init(_ action: Action, bus: String? = nil, address: Int? = nil, n: Int? = nil, text: String? = nil) {
    self.action = action
    self.bus = bus
    self.address = address
    self.n = n
    self.text = text
  }

  private enum CodingKeys: String, CodingKey {
    case v, op, action = "do", bus, address, n, text
  }
}

/// What came of it.
public struct BusToolAnswer: JSONDocument, Equatable {
  /// The protocol's version.
  public var v = 1
  /// Full sentences.
  public var lines: [String]
  /// What was read.
  public var bytes: [UInt8]?
}
