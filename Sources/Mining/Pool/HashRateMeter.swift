public import Units

/// The rate of one board, smoothed over its last jobs: hashes tried over time taken, older jobs fading by an eighth
/// with each new one.
///
/// A single short job misleads: its fixed overhead makes the rate look lower than the tier's minimum.
public struct HashRateMeter: Sendable, Hashable {
  private static let fading = 7.0 / 8

  private var hashes: Double
  private var seconds: Double

  /// Starts from the rate expected of the board, weighted like half a second of work.
  public init(expecting rate: HashRate) {
    let plausible = rate.isFinite && rate.value > 0 ? rate.value : 195
    hashes = plausible / 2
    seconds = 0.5
  }

  /// Takes a finished job: 0...nonce were tried in `elapsed`. Implausible lengths (zero, negative) say nothing.
  public mutating func record(nonce: Int, elapsed: Duration) {
    let length = elapsed.inSeconds
    guard length > 0, length.isFinite, nonce > 0 else { return }
    hashes = hashes * Self.fading + Double(nonce) + 1
    seconds = seconds * Self.fading + length
  }

  /// The smoothed rate, never below 0.01 H/s.
  public var rate: HashRate { HashRate(max(0.01, hashes / seconds)) }
}
