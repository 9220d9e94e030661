import Units

/// A measured or modelled year of sun for a panel of 1 Wp, as equal steps of 5 min.
public struct SolarSeries: Sendable {
  /// How a row's time relates to its value.
  public enum Label: Sendable, Hashable {
    /// The value is the mean over the step that begins at the row's time.
    case intervalStart
    /// The value holds at the row's time plus an offset in seconds.
    case instant(offset: Double)
  }

  /// Length of a step in seconds.
  public static let step = 300.0
  /// Seconds since 1970 of the start of the first step.
  public var start: Double
  /// Panel output in W per Wp, one mean a step.
  public var watts: [Double]

  /// A series of 5-minute means.
  public init(start: Double, watts: [Double]) {
    self.start = start
    self.watts = watts
  }

  /// Resamples rows of any regular step: finer ones are averaged, coarser ones joined by straight lines between the
  /// middles of their intervals.
  public init(start: Double, rowStep: Double, rows: [Double], label: Label) {
    self.start = start
    if rowStep <= Self.step {
      let count = max(1, Int((Self.step / rowStep).rounded()))
      watts = stride(from: 0, to: rows.count / count * count, by: count).map { first in
        rows[first..<first + count].reduce(0, +) / Double(count)
      }
      return
    }
    let shift =
      switch label {
      case .intervalStart: rowStep / 2
      case .instant(let offset): offset
      }
    let total = Int(Double(rows.count) * rowStep / Self.step)
    watts = (0..<total).map { index in
      let position = (Double(index) * Self.step + Self.step / 2 - shift) / rowStep
      let low = min(max(0, Int(position.rounded(.down))), rows.count - 1)
      let high = min(low + 1, rows.count - 1)
      let share = min(1, max(0, position - Double(low)))
      return rows[low] + (rows[high] - rows[low]) * share
    }
  }
}
