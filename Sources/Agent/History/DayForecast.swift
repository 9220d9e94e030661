internal import Units

/// What was expected of the sun when a day of UTC began, quarter by quarter, to be held against what came.
struct DayForecast: Sendable {
  private static let step = Double(HistoryLevel.quarter.seconds)
  private let day: Double
  private let watts: [Double]

  /// The forecast of the day that holds a moment, as it stands then.
  ///
  /// - Parameter sun: what is expected behind the charger at a time, W.
  init(at moment: UnixTime, sun: (UnixTime) -> Double) {
    day = (moment.seconds / 86400).rounded(.down)
    let midnight = day * 86400
    watts = (0..<96).map { max(0, sun(UnixTime(seconds: midnight + (Double($0) + 0.5) * Self.step))) }
  }

  /// Whether the day goes on.
  func covers(_ moment: UnixTime) -> Bool { (moment.seconds / 86400).rounded(.down) == day }

  /// What was expected at a moment of the day.
  func power(at moment: UnixTime) -> Watts {
    let index = Int((moment.seconds - day * 86400) / Self.step)
    return watts.indices.contains(index) ? Watts(watts[index]) : .zero
  }

  /// What was expected from a moment to the day's end.
  func rest(from moment: UnixTime) -> WattHours {
    let first = max(0, Int((moment.seconds - day * 86400) / Self.step))
    return WattHours(watts.dropFirst(first).reduce(0, +) * Self.step / 3600)
  }
}
