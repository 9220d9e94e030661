/// SHA-1 in plain Swift, one nonce after the other: the stand-in on the host, the Swift-only row of the firmware table,
/// and on the chip the way for nonces the fast kernel does not know.
///
/// Source: FIPS 180-4, section 6.1.
public struct PortableKernel: HashKernel, Sendable {
  private var previous = Bytes40()
  private var expected = Bytes20()
  private var schedule = Schedule16()

  /// Knows no job yet.
  public init() {}

  public mutating func prepare(_ job: inout Job) {
    previous = job.previous
    expected = job.expected
  }

  public mutating func search(_ nonce: inout DecimalNonce, through last: UInt8) -> UInt8 {
    var digit: UInt8 = 0
    while digit <= last {
      nonce.digits[nonce.length &- 1] = 0x30 &+ digit
      fill(&nonce)
      if hashIsExpected() {
        nonce.digits[nonce.length &- 1] = 0x30
        return digit
      }
      digit &+= 1
    }
    nonce.digits[nonce.length &- 1] = 0x30
    return 255
  }

  /// The one block: previous hash, nonce, 0x80, zeros, length in bits.
  private mutating func fill(_ nonce: inout DecimalNonce) {
    var word: UInt8 = 0
    while word < 10 {
      var value: UInt32 = 0
      var byte: UInt8 = 0
      while byte < 4 {
        value = value << 8 | UInt32(previous[word &* 4 &+ byte])
        byte &+= 1
      }
      schedule[word] = value
      word &+= 1
    }
    while word < 15 {
      schedule[word] = 0
      word &+= 1
    }
    schedule[15] = UInt32(40 &+ nonce.length) << 3
    var index: UInt8 = 0
    while index < nonce.length {
      put(nonce.digits[index], at: index)
      index &+= 1
    }
    put(0x80, at: index)
  }

  private mutating func put(_ byte: UInt8, at index: UInt8) {
    var value = UInt32(byte)
    var left = 3 &- (index & 3)
    while left > 0 {
      value <<= 8
      left &-= 1
    }
    let word = 10 &+ (index >> 2)
    schedule[word] = schedule[word] | value
  }

  private mutating func hashIsExpected() -> Bool {
    var a: UInt32 = 0x6745_2301
    var b: UInt32 = 0xEFCD_AB89
    var c: UInt32 = 0x98BA_DCFE
    var d: UInt32 = 0x1032_5476
    var e: UInt32 = 0xC3D2_E1F0
    var round: UInt8 = 0
    while round < 80 {
      let word = schedule.next(round)
      var sum = e &+ word &+ PortableKernel.mix(round, b, c, d)
      sum = sum &+ (a << 5 | a >> 27)
      e = d
      d = c
      c = b << 30 | b >> 2
      b = a
      a = sum
      round &+= 1
    }
    return matches(a &+ 0x6745_2301, at: 0) && matches(b &+ 0xEFCD_AB89, at: 4) && matches(c &+ 0x98BA_DCFE, at: 8)
      && matches(d &+ 0x1032_5476, at: 12) && matches(e &+ 0xC3D2_E1F0, at: 16)
  }

  /// Round function and constant.
  @inline(__always)
  private static func mix(_ round: UInt8, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> UInt32 {
    if round < 20 { return (d ^ (b & (c ^ d))) &+ 0x5A82_7999 }
    if round < 40 { return (b ^ c ^ d) &+ 0x6ED9_EBA1 }
    if round < 60 { return ((b & c) | (d & (b | c))) &+ 0x8F1B_BCDC }
    return (b ^ c ^ d) &+ 0xCA62_C1D6
  }

  private mutating func matches(_ word: UInt32, at index: UInt8) -> Bool {
    UInt8(truncatingIfNeeded: word >> 24) == expected[index]
      && UInt8(truncatingIfNeeded: word >> 16) == expected[index &+ 1]
      && UInt8(truncatingIfNeeded: word >> 8) == expected[index &+ 2]
      && UInt8(truncatingIfNeeded: word) == expected[index &+ 3]
  }
}
