/// The identity a share carries in its fifth field: `DUCOID` and 16 hexadecimal digits (8 bytes, upper case).
///
/// The pool remembers the id of a connection's first share and pays nothing from the 11th accepted share on unless
/// every later share carries the same one; so it is constant for a connection.
public struct ChipID: Sendable, Hashable, CustomStringConvertible {
  /// The eight bytes, most significant first.
  public let value: UInt64

  /// An id by its number.
  public init(_ value: UInt64) { self.value = value }

  /// An id as a chip reports it: exactly eight bytes, else nil.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 8 else { return nil }
    value = bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A stable id for a board that cannot tell its own, made of a name that does not change (rig and address):
  /// FNV-1a, 64 bit.
  public init(derivedFrom name: String) {
    value = name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  /// As sent: `DUCOID30014C4E5A5B1234`.
  public var description: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "DUCOID" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
