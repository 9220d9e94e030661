public import Units

/// What this rig may expect of the sun: a distribution over sky classes for now, morning and afternoon, learned from
/// what it saw, over the clear-sky curve of its place.
public struct Forecast: Sendable {
  /// What was learned; keep it across restarts.
  public private(set) var memory: ForecastMemory
  /// Local solar day, counted from 1970, that the running half day belongs to.
  private(set) var day: Int?
  /// The running day's clear sky.
  private(set) var today = ForecastDay(hours: [])
  private var stretchIndex: Double?
  private var raw = [Double](repeating: 0, count: 24)
  /// How the sky moves overnight and over noon where nothing was foretold, and today with what was.
  private(set) var overnight: [[Double]] = []
  private(set) var overNoon: [[Double]] = []
  private(set) var overnightToday: [[Double]] = []
  private(set) var overNoonToday: [[Double]] = []
  /// How often each class comes at this time of the year.
  private(set) var climate = ForecastClasses.prior

  let settings: ForecastSettings
  private var curve: ForecastCurve
  private var time = 0.0
  /// What others foretell, and how far it is believed.
  private(set) var weather: WeatherForecast?
  private var witness: ForecastWitness

  init(curve: ForecastCurve, settings: ForecastSettings, memory: ForecastMemory = ForecastMemory()) {
    self.curve = curve
    self.settings = settings
    self.memory = memory
    witness = ForecastWitness(weights: memory.trust)
    today = ForecastDay(hours: [Double](repeating: 0, count: 24))
    learnMoves()
  }

  /// Local solar time in seconds since 1970.
  func solar(_ time: UnixTime) -> Double { time.seconds + curve.offset }

  /// Takes up a weather forecast, or drops it.
  mutating func use(_ weather: WeatherForecast?) {
    self.weather = weather
    if day != nil { learnMoves() }
  }

  /// How the sky of a day moves in its morning and at its noon, some days ahead.
  func moves(of day: ForecastDay, number: Int, ahead: Int) -> (overnight: [[Double]], overNoon: [[Double]]) {
    guard weather != nil else { return (overnight, overNoon) }
    let centres = memory.centres
    func bent(_ rows: [[Double]], isMorning: Bool) -> [[Double]] {
      let index = foretold(of: day, number: number, isMorning: isMorning)
      return rows.map { witness.bent($0, towards: index, days: Double(ahead), centres: centres) }
    }
    return (bent(overnight, isMorning: true), bent(overNoon, isMorning: false))
  }

  /// The clear-sky index that the weather forecast gives a half day; only while it is fresh.
  private func foretold(of day: ForecastDay, number: Int, isMorning: Bool) -> Double? {
    let start = Double(number) * 86400 - curve.offset
    guard let weather, weather.isFresh(at: UnixTime(seconds: time - curve.offset)) else { return nil }
    let hours = day.hours.enumerated().map { ($0 < day.afternoonShows) == isMorning ? $1 : 0 }
    return weather.index(from: start, clear: hours)
  }

  /// Computes the clear sky of days ahead once.
  mutating func prepare(days: Range<Int>) { curve.prepare(days: days) }

  /// The clear sky of a day at the bus.
  func clearDay(_ day: Int) -> ForecastDay {
    let raw = curve.hours(day: day)
    return ForecastDay(
      hours: raw.indices.map { raw[$0] * memory.shape(hour: $0, raw: raw[$0], weight: settings.shapeWeight) })
  }

  /// Moves to a time without a measurement.
  mutating func advance(to time: UnixTime) { pass(solar(time), watts: nil, isFloor: false) }

  /// Learns a mean power at the bus from the last time to this one. With `isFloor` the battery was full: the sun gave
  /// at least this much.
  mutating func learn(to time: UnixTime, watts: Double, isFloor: Bool) {
    pass(solar(time), watts: watts, isFloor: isFloor)
  }

  /// Learns from a stretch of which only the mean power is known, as a constant share of a clear sky.
  mutating func learnMean(to time: UnixTime, watts: Double, seconds: Double) {
    let end = solar(time)
    guard day != nil, end > self.time, seconds < 40 * 86400 else { return begin(end) }
    var clear = 0.0
    var cursor = self.time
    while cursor < end {
      let stop = min(end, ((cursor / 3600).rounded(.down) + 1) * 3600)
      clear += today.hours[SolarHour.of(cursor)] * (stop - cursor) / 3600
      cursor = stop
    }
    guard clear > 1e-6 else { return pass(end, watts: nil, isFloor: false) }
    stretchIndex = min(1, max(0, watts * seconds / 3600 / clear))
    pass(end, watts: 0, isFloor: false)
    stretchIndex = nil
  }

  /// What a clear sky would give at a time, W.
  func clearPower(at time: UnixTime) -> Double { today.hours[SolarHour.of(solar(time))] }

  private mutating func pass(_ end: Double, watts: Double?, isFloor: Bool) {
    guard day != nil, end > time, end - time < 40 * 86400 else {
      begin(end)
      return
    }
    var end = end
    while time < end {
      let boundary = ((time / 3600).rounded(.down) + 1) * 3600
      let stop = min(boundary, end)
      if let watts { add(watts, isFloor, hours: (stop - time) / 3600) }
      time = stop
      if stop == boundary { end += enter(hour: SolarHour.of(stop)) }
    }
  }

  private mutating func begin(_ end: Double) {
    time = end
    let number = Int((end / 86400).rounded(.down))
    day = number
    raw = curve.hours(day: number)
    today = clearDay(number)
    learnMoves()
    if memory.seen.allSatisfy({ $0 == 0 }) { memory.before = climate }
  }

  private mutating func add(_ watts: Double, _ isFloor: Bool, hours: Double) {
    let hour = SolarHour.of(time)
    if stretchIndex == nil { curve.see(watts: watts, hours: hours) }
    let clear = today.hours[hour]
    guard clear > 1e-6 else { return }
    var index = stretchIndex ?? max(0, watts) / clear
    if isFloor { index = max(index, expected(above: index)) }
    memory.add(clear: clear * hours, got: min(1.3, index) * clear * hours, hour: hour, raw: raw[hour] * hours)
  }

  /// Mean index of the classes above a floor, by the climate.
  private func expected(above floor: Double) -> Double {
    var weight = 0.0
    var sum = 0.0
    for (chance, centre) in zip(climate, memory.centres) where centre >= floor {
      weight += chance
      sum += chance * centre
    }
    return weight > 0 ? sum / weight : floor
  }

  /// Begins an hour; returns the seconds by which a learned noon moved local solar time.
  private mutating func enter(hour: Int) -> Double {
    curve.endHour(at: time)
    if hour == today.afternoonShows { close(isMorning: true, light: today.morning) }
    guard hour == 0 else { return 0 }
    if today.hasLight { close(isMorning: false, light: today.afternoon) }
    let moved = curve.centre()
    begin(time + moved)
    return moved
  }

  private mutating func close(isMorning: Bool, light: Double) {
    let isKnown = memory.clear > 0.4 * light
    if isKnown, let index = memory.index {
      let fit = memory.fit(index: index, share: 1, settings: settings)
      let own = prior(by: isMorning ? overnight : overNoon)
      witness.judge(own: own, fit: fit, centres: memory.centres)
      if witness.expected != nil { memory.trust = witness.weights }
    }
    memory.close(isMorning: isMorning, prior: prior(isMorning: isMorning), isKnown: isKnown, settings: settings)
    guard let day else { return }
    let next = isMorning ? day : day + 1
    let ahead = isMorning ? today : weather == nil ? today : clearDay(next)
    witness.begin(foretold(of: ahead, number: next, isMorning: !isMorning))
  }

  private mutating func learnMoves() {
    climate = memory.climate(
      weight: settings.priorWeight,
      prior: ForecastClasses.prior(noonHeight: day.flatMap { curve.noonHeight(day: $0) }))
    overnight = memory.moves(overnight: true, climate: climate, settings: settings)
    overNoon = memory.moves(overnight: false, climate: climate, settings: settings)
    (overnightToday, overNoonToday) = moves(of: today, number: day ?? 0, ahead: 0)
  }

  private func prior(isMorning: Bool) -> [Double] { prior(by: isMorning ? overnightToday : overNoonToday) }

  private func prior(by moves: [[Double]]) -> [Double] {
    (0..<ForecastClasses.count).map { to in
      zip(memory.before, moves).reduce(0) { $0 + $1.0 * $1.1[to] }
    }
  }

  /// Probability of each sky class now.
  func belief() -> [Double] {
    let hour = SolarHour.of(time)
    guard hour >= today.morningShows else { return memory.before }
    let isMorning = hour < today.afternoonShows
    let prior = prior(isMorning: isMorning)
    guard let index = memory.index else { return prior }
    let light = isMorning ? today.morning : today.afternoon
    return memory.posterior(prior, index: index, share: memory.clear / max(1e-6, light), settings: settings)
  }
}
