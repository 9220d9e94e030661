internal import Units

/// What the sky may be in the hours ahead, as the forecast believes now: chances of sky classes for each half day.
struct SunOutlook: Sendable {
  /// Nine of ten hours bring more than ``low``, nine of ten less than ``high``; W at the bus.
  struct Power: Sendable, Hashable {
    var low: Double
    var mean: Double
    var high: Double
  }

  private let days: [(clear: ForecastDay, morning: [Double], afternoon: [Double])]
  private let firstDay: Int
  private let forecast: Forecast

  /// The outlook of a forecast that has been advanced to `time`.
  init(_ forecast: Forecast, at time: UnixTime, days count: Int = 3) {
    self.forecast = forecast
    let solar = forecast.solar(time)
    firstDay = Int((solar / 86400).rounded(.down))
    var afternoonBefore = forecast.memory.before
    var days: [(ForecastDay, [Double], [Double])] = []
    for ahead in 0..<count {
      let clear = ahead == 0 ? forecast.today : forecast.clearDay(firstDay + ahead)
      let moves =
        ahead == 0
        ? (forecast.overnightToday, forecast.overNoonToday)
        : forecast.moves(of: clear, number: firstDay + ahead, ahead: ahead)
      var morning = Self.moved(afternoonBefore, by: moves.0)
      var afternoon = Self.moved(morning, by: moves.1)
      if ahead == 0 {
        let hour = SolarHour.of(solar)
        if hour >= clear.afternoonShows {
          afternoon = forecast.belief()
        } else if hour >= clear.morningShows {
          morning = forecast.belief()
          afternoon = Self.moved(morning, by: moves.1)
        }
      }
      days.append((clear, morning, afternoon))
      afternoonBefore = clear.hasLight ? afternoon : afternoonBefore
    }
    self.days = days
  }

  private static func moved(_ chances: [Double], by rows: [[Double]]) -> [Double] {
    guard rows.count == ForecastClasses.count else { return chances }
    return (0..<ForecastClasses.count).map { to in zip(chances, rows).reduce(0) { $0 + $1.0 * $1.1[to] } }
  }

  /// What the sun may give at a time.
  ///
  /// - Parameter straying: with how single hours stray from their half day; without, as means of half days.
  func power(at time: UnixTime, straying: Bool) -> Power {
    let solar = forecast.solar(time)
    let ahead = Int((solar / 86400).rounded(.down)) - firstDay
    guard days.indices.contains(ahead) else { return Power(low: 0, mean: 0, high: 0) }
    let hour = SolarHour.of(solar)
    let day = days[ahead]
    let clear = day.clear.hours[hour]
    guard clear > 0 else { return Power(low: 0, mean: 0, high: 0) }
    let chances = hour < day.clear.afternoonShows ? day.morning : day.afternoon
    let mean = zip(chances, forecast.memory.centres).reduce(0) { $0 + $1.0 * $1.1 }
    let points = points(chances, straying: straying)
    return Power(
      low: clear * min(mean, Self.quantile(0.1, of: points)), mean: clear * mean,
      high: clear * max(mean, Self.quantile(0.9, of: points)))
  }

  /// Clear-sky indices with their weights: three places within each class, three hours around each.
  private func points(_ chances: [Double], straying: Bool) -> [(index: Double, weight: Double)] {
    let edges = [0] + ForecastClasses.edges + [1.05]
    let hours = straying ? [(-1.2247, 0.3), (0, 0.4), (1.2247, 0.3)] : [(0.0, 1.0)]
    var points: [(index: Double, weight: Double)] = []
    for (sky, chance) in chances.enumerated() {
      for place in [1.0 / 6, 0.5, 5.0 / 6] {
        let index = edges[sky] + (edges[sky + 1] - edges[sky]) * place
        for (offset, weight) in hours {
          let strayed = index * (1 + offset * forecast.settings.hourSpread[sky])
          points.append((max(0, min(1.1, strayed)), chance * weight / 3))
        }
      }
    }
    return points.sorted { $0.index < $1.index }
  }

  private static func quantile(_ share: Double, of points: [(index: Double, weight: Double)]) -> Double {
    let total = points.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    for point in points {
      sum += point.weight
      if sum >= share * total { return point.index }
    }
    return points.last?.index ?? 0
  }
}
