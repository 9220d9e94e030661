/// One local solar day of clear sky at the charger's output, cut into morning and afternoon.
struct ForecastDay: Sendable, Hashable {
  /// W at the bus in each hour under a clear sky.
  var hours: [Double]
  /// From this hour on the morning has shown what it is.
  var morningShows: Int
  /// From this hour on the afternoon counts.
  var afternoonShows: Int
  /// Light of the morning and of the afternoon, Wh.
  var morning: Double
  var afternoon: Double

  init(hours: [Double]) {
    self.hours = hours
    let total = hours.reduce(0, +)
    var sum = 0.0
    morningShows = 99
    afternoonShows = 99
    morning = 0
    for hour in 0..<24 where total > 1e-6 {
      if sum + hours[hour] >= 0.003 * total, morningShows == 99 { morningShows = hour }
      if sum >= 0.5 * total, afternoonShows == 99 { afternoonShows = hour }
      if afternoonShows == 99 { morning += hours[hour] }
      sum += hours[hour]
    }
    afternoon = total - morning
  }

  /// There is light enough to learn from.
  var hasLight: Bool { morning + afternoon > 1e-3 }
}
