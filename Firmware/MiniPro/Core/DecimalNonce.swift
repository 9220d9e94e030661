/// A nonce as text that grows by tens: the search loop never divides.
public struct DecimalNonce: Sendable {
  /// ASCII digits, the highest first, without leading zeros.
  public var digits = Bytes8(word: 0x30)
  /// How many digits there are: 1…7.
  public private(set) var length: UInt8 = 1

  /// Nonce 0.
  public init() {}

  /// Ten more. The last digit stays as it is.
  public mutating func addTen() {
    var index = length &- 1
    while index > 0 {
      index &-= 1
      let digit = digits[index]
      if digit != 0x39 {
        digits[index] = digit &+ 1
        return
      }
      digits[index] = 0x30
    }
    widen()
  }

  /// 99…9 has become 00…0: put a one in front.
  private mutating func widen() {
    var index = length
    while index > 0 {
      digits[index] = digits[index &- 1]
      index &-= 1
    }
    digits[0] = 0x31
    length &+= 1
  }
}
