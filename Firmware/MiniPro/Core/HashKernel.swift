/// The part of a search that costs: ten hashes at a time.
///
/// On the chip this is AVR assembly, in the simulator and in host tests portable Swift. A search is generic over it, so
/// the compiler specialises it: no reference to a function is stored anywhere.
public protocol HashKernel {
  /// Takes the previous and the expected hash of `job`; nonces follow in rising order from 0.
  mutating func prepare(_ job: inout Job)

  /// Tries the ten (or fewer) nonces that share all digits of `nonce` but the last.
  ///
  /// - Parameters:
  ///   - nonce: the first nonce of the ten; its last digit is 0.
  ///   - last: the last digit to try, 0…9.
  /// - Returns: the last digit of the nonce that fits, or 255.
  mutating func search(_ nonce: inout DecimalNonce, through last: UInt8) -> UInt8
}
