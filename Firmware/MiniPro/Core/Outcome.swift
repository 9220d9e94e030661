/// How a search ended. The divisions are done here, outside any interrupt.
public struct Outcome: Sendable {
  /// `.found` or `.notFound`.
  public let state: SearchState
  /// The answer, or the number of nonces tried.
  public let nonce: UInt32
  /// Set-up included.
  public let microseconds: UInt32
  /// The same for dialect A, at most 65535.
  public let milliseconds: UInt16
  /// H/s, set-up included, at most 65535.
  public let rate: UInt16

  /// - Parameters:
  ///   - state: `.found` or `.notFound`.
  ///   - nonce: the answer, or the number of nonces tried.
  ///   - microseconds: from the acceptance of the job to its end.
  public init(state: SearchState, nonce: UInt32, microseconds: UInt32) {
    self.state = state
    self.nonce = nonce
    self.microseconds = microseconds
    let whole = microseconds / 1000
    milliseconds = whole > 65535 ? 65535 : UInt16(truncatingIfNeeded: whole)
    rate = Outcome.rate(tried: state == .found ? nonce &+ 1 : nonce, microseconds: microseconds)
  }

  /// `tried` / time in 32 bit: above 60,000 nonces the time is in ms, else in units of 16 µs.
  private static func rate(tried: UInt32, microseconds: UInt32) -> UInt16 {
    let fine = tried <= 60_000
    let time = fine ? microseconds >> 4 : microseconds / 1000
    if time == 0 { return 0 }
    let rate = fine ? tried &* 62_500 / time : (tried &* 100) / time &* 10
    return rate > 65535 ? 65535 : UInt16(truncatingIfNeeded: rate)
  }
}
