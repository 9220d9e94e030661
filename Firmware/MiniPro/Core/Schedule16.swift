/// The sixteen words of the message schedule that are alive at a time.
struct Schedule16: Sendable {
  private var storage: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)

  /// Word 0…15.
  subscript(_ index: UInt8) -> UInt32 {
    @inline(__always) mutating get {
      withUnsafeMutableBytes(of: &storage) { $0.loadUnaligned(fromByteOffset: Int(index) &* 4, as: UInt32.self) }
    }
    @inline(__always) set {
      withUnsafeMutableBytes(of: &storage) {
        $0.storeBytes(of: newValue, toByteOffset: Int(index) &* 4, as: UInt32.self)
      }
    }
  }

  /// The word of `round`, 0…79; from 16 on it replaces the oldest.
  @inline(__always)
  mutating func next(_ round: UInt8) -> UInt32 {
    let index = round & 15
    if round < 16 { return self[index] }
    var word = self[(index &+ 13) & 15] ^ self[(index &+ 8) & 15]
    word = word ^ self[(index &+ 2) & 15] ^ self[index]
    word = word << 1 | word >> 31
    self[index] = word
    return word
  }
}
