/// One DUCO-S1 job: find the nonce of 0 … difficulty × 100 for which SHA-1 over the previous hash and the nonce in
/// decimal is the expected hash.
public struct Job: Sendable {
  /// The 40 characters in front of the nonce.
  public var previous = Bytes40()
  /// The hash looked for, as SHA-1 writes it.
  public var expected = Bytes20()
  /// A hundredth of the highest nonce.
  public var difficulty: UInt16 = 0

  /// All zero.
  public init() {}

  /// The last nonce that is tried.
  public var highestNonce: UInt32 { UInt32(difficulty) &* 100 }
}
