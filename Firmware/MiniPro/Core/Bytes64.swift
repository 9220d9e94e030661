/// 64 bytes in place, addressed by an 8-bit index.
///
/// Not an array: no heap on the chip. The getter is mutating on purpose; a plain one makes the AVR compiler copy
/// all 64 bytes for each byte read.
public struct Bytes64: Sendable {
  private var storage: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)

  /// All zero.
  public init() {}

  /// The byte at `index`, 0…63; the caller answers for the range.
  public subscript(_ index: UInt8) -> UInt8 {
    @inline(__always) mutating get { withUnsafeMutableBytes(of: &self) { $0[Int(index)] } }
    @inline(__always) set { withUnsafeMutableBytes(of: &self) { $0[Int(index)] = newValue } }
  }
}
