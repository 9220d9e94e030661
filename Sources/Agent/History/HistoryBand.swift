/// Least, mean and greatest of a value over the time it was known.
public struct HistoryBand: Sendable, Hashable {
  /// The least.
  public var least: Double
  /// The mean, weighted by time.
  public var mean: Double
  /// The greatest.
  public var greatest: Double
  /// How long it was known, s.
  public var seconds: Double

  /// A band by its parts.
  public init(least: Double, mean: Double, greatest: Double, seconds: Double) {
    self.least = least
    self.mean = mean
    self.greatest = greatest
    self.seconds = seconds
  }

  /// The band of one value held for a time.
  public init(_ value: Double, seconds: Double) {
    self.init(least: value, mean: value, greatest: value, seconds: seconds)
  }

  /// Both together; either may be unknown.
  public static func joined(_ left: HistoryBand?, _ right: HistoryBand?) -> HistoryBand? {
    guard let left else { return right }
    guard let right else { return left }
    let seconds = left.seconds + right.seconds
    let mean =
      seconds > 0
      ? (left.mean * left.seconds + right.mean * right.seconds) / seconds : (left.mean + right.mean) / 2
    return HistoryBand(
      least: min(left.least, right.least), mean: mean, greatest: max(left.greatest, right.greatest), seconds: seconds)
  }
}
