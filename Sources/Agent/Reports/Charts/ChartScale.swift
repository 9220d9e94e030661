#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// From values to pixels, with round numbers at its ticks.
struct ChartScale: Sendable, Hashable {
  let low: Double
  let high: Double
  let ticks: [Double]
  private let top: Double
  private let bottom: Double

  /// A scale that reaches to the next round tick over `high`; a fixed one keeps `high`.
  ///
  /// - Parameters:
  ///   - top: pixel of the highest value, above `bottom`.
  ///   - count: about so many ticks.
  init(from low: Double, to high: Double, top: Double, bottom: Double, ticks count: Int = 4, isFixed: Bool = false) {
    let span = high > low && (high - low).isFinite ? high - low : 1
    let step = Self.step(span / Double(max(1, count)))
    let last = isFixed ? low + span : ((low + span) / step - 1e-9).rounded(.up) * step
    let first = isFixed ? low : (low / step + 1e-9).rounded(.down) * step
    self.low = first
    self.high = last
    self.top = top
    self.bottom = bottom
    ticks = (0...200).map { first + Double($0) * step }.prefix { $0 <= last + step * 1e-6 }.map { $0 }
  }

  /// The pixel of a value; values outside stay at the edge.
  func callAsFunction(_ value: Double) -> Double {
    let share = (min(high, max(low, value)) - low) / (high - low)
    return bottom - share * (bottom - top)
  }

  /// Decimals that tell neighbouring ticks apart.
  var decimals: Int {
    guard ticks.count > 1 else { return 0 }
    let step = ticks[1] - ticks[0]
    return (0...4).first { places in
      let scaled = step * pow(10, Double(places))
      return abs(scaled - scaled.rounded()) < 1e-6
    } ?? 4
  }

  /// The next of 1, 2, 2.5, 5 times a power of ten.
  private static func step(_ rough: Double) -> Double {
    guard rough > 0, rough.isFinite else { return 1 }
    let power = pow(10, log10(rough).rounded(.down))
    return ([1, 2, 2.5, 5, 10].first { $0 * power >= rough * (1 - 1e-9) } ?? 10) * power
  }
}
