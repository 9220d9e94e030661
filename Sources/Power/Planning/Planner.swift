public import Units

/// Spends the energy where it is worth most: keeps what the host may need until the sun returns, mines with the rest.
///
/// Once a local solar day it solves the ``ValueTable`` for the days ahead; each hour it picks the number of boards
/// whose hour of mining plus worth of what is left is greatest.
public struct Planner: Sendable {
  /// The rig it plans for.
  public let rig: RigDescription
  /// What it weighs.
  public let settings: PlannerSettings
  /// What it expects of the sun.
  public private(set) var forecast: Forecast

  private var table: ValueTable
  private var solvedDay: Int?
  private var temperatures: ChargingTemperatures
  private let wear: BatteryWear

  /// A planner that has seen nothing yet.
  public init(
    rig: RigDescription, settings: PlannerSettings = PlannerSettings(), memory: ForecastMemory = ForecastMemory()
  ) {
    self.rig = rig
    self.settings = settings
    let curve =
      if let place = rig.place, let panel = rig.panel {
        ForecastCurve(place: place, panel: panel, efficiency: rig.chargerEfficiency)
      } else {
        ForecastCurve()
      }
    forecast = Forecast(curve: curve, settings: settings.forecast, memory: memory)
    table = ValueTable(rig: rig, points: settings.points)
    temperatures = ChargingTemperatures(chemistry: rig.battery.chemistry)
    wear = BatteryWear(rig: rig, settings: settings)
  }

  /// Takes up a weather forecast, or drops it; the next choice is made by it.
  public mutating func use(_ weather: WeatherForecast?) {
    guard weather != forecast.weather else { return }
    forecast.use(weather)
    solvedDay = solvedDay.map { _ in .min }
  }

  /// Takes up the cells' temperature.
  public mutating func feel(_ temperature: Celsius, at time: UnixTime) {
    temperatures.take(temperature, hour: SolarHour.of(forecast.solar(time)))
  }

  /// Learns the mean power at the bus since the last call; `nil` when it is not known.
  public mutating func observe(to time: UnixTime, watts: Double?, isFloor: Bool) {
    if let watts {
      forecast.learn(to: time, watts: watts, isFloor: isFloor)
    } else {
      forecast.advance(to: time)
    }
  }

  /// A time without host: the battery rose from the disconnect to the reconnect, so little sun came.
  public mutating func observeDark(to time: UnixTime, seconds: Double) {
    let gained = (rig.battery.reconnect.value - rig.battery.disconnect.value) * table.full
    let hours = max(1.0 / 12, seconds / 3600)
    let mean = (gained / hours + rig.standby.value) / rig.battery.chargeEfficiency
    forecast.learnMean(to: time, watts: mean, seconds: seconds)
  }

  /// What a clear sky would give at a time, W at the bus.
  public func clearPower(at time: UnixTime) -> Double { forecast.clearPower(at: time) }

  /// What the sky as it is believed to be now would give at a time, W at the bus.
  func expectedPower(at time: UnixTime) -> Double {
    let sky = zip(forecast.belief(), forecast.memory.centres).reduce(0) { $0 + $1.0 * $1.1 }
    return clearPower(at: time) * sky
  }

  /// The number of boards for the next five minutes of the sun, and why.
  public mutating func advise(at time: UnixTime, charge: Double, deviation: Double, running: Int) -> PlannerChoice {
    prepare(time)
    let solar = forecast.solar(time)
    let hour = SolarHour.of(solar)
    let left = (((solar / 3600).rounded(.down) + 1) * 3600 - solar) / 3600
    var values = worths(hour: hour, left: left, charge: charge, deviation: deviation)
    for option in values.indices where option > running {
      values[option] -= Double(option - running) * settings.startCost
    }
    var best = 0
    for option in values.indices where values[option] > values[best] + 1e-9 { best = option }
    let current = min(running, rig.boardCount)
    let isWorthIt = values[best] - values[current] > settings.reluctance * Double(rig.boardCount)
    let boards = isWorthIt ? best : current
    let review = time + .seconds(settings.interval - solar.truncatingRemainder(dividingBy: settings.interval))
    return PlannerChoice(
      boards: boards, why: sentence(boards, charge: charge, deviation: deviation), review: review,
      changesWhen: "the next look at sky and battery finds another number worth more")
  }

  private func sentence(_ boards: Int, charge: Double, deviation: Double) -> String {
    let belief = forecast.belief()
    let sky = zip(belief, forecast.memory.centres).reduce(0) { $0 + $1.0 * $1.1 }
    let percent = "\(Int((charge * 100).rounded())) % (± \(Int((deviation * 100).rounded(.up))))"
    let outlook = "the sky gives about \(Int((sky * 100).rounded())) % of a clear one"
    if boards == 0 {
      return "The battery's \(percent) is worth more to the host until the sun returns than to the boards; \(outlook)."
    }
    let all = boards == rig.boardCount ? "all \(boards)" : "\(boards) of \(rig.boardCount)"
    return "The battery's \(percent) covers the host and \(all) boards; \(outlook)."
  }

  /// Expected worth of each number of boards until the end of the hour and ever after.
  private func worths(hour: Int, left: Double, charge: Double, deviation: Double) -> [Double] {
    let belief = forecast.belief()
    let centres = forecast.memory.centres
    let clear = forecast.today.hours[hour]
    let efficiency = temperatures.isAllowed(hour: hour) ? rig.battery.chargeEfficiency : 0
    let spread = [(-1.2247, 0.3), (0, 0.4), (1.2247, 0.3)]
    return (0...rig.boardCount).map { option in
      let load = rig.load(boards: option).value
      var sum = settings.worth(option) * left
      for (sky, chance) in belief.enumerated() where chance > 1e-4 {
        let index = hour < forecast.today.morningShows ? dawn(sky, centres) : centres[sky]
        let net = (clear * index - load) * left
        let change = net >= 0 ? net * efficiency : net
        if net < 0 { sum += chance * net * wear.perWattHour(at: charge * table.full) * wear.haste(of: -net / left) }
        for (offset, weight) in spread {
          let energy = (charge + offset * deviation) * table.full + change
          sum += chance * weight * (after(hour, sky, energy) - shortfall(energy, load))
        }
      }
      return sum
    }
  }

  /// Worth at the hour's end; where the next hour begins with a look at the sky, over all it may show.
  private func after(_ hour: Int, _ sky: Int, _ energy: Double) -> Double {
    let next = hour + 1
    guard next == forecast.today.morningShows || next == forecast.today.afternoonShows else {
      return table.worth(hour: next, sky: sky, energy: energy)
    }
    let moves = next == forecast.today.morningShows ? forecast.overnightToday : forecast.overNoonToday
    return zip(0..<ForecastClasses.count, moves[sky]).reduce(0) {
      $0 + $1.1 * table.worth(hour: next, sky: $1.0, energy: energy)
    }
  }

  private func dawn(_ sky: Int, _ centres: [Double]) -> Double {
    zip(forecast.overnightToday[sky], centres).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The cost of ending below the disconnect: the hours it takes to be back at the reconnect, at the least.
  private func shortfall(_ energy: Double, _ load: Double) -> Double {
    guard energy < table.empty else { return 0 }
    let hoursDark = min(1, (table.empty - energy) / load)
    return darkCost * (hoursDark + 1)
  }

  private var darkCost: Double { settings.darkCost * Double(rig.boardCount) }

  private mutating func prepare(_ time: UnixTime) {
    forecast.advance(to: time)
    guard let day = forecast.day, day != solvedDay || temperatures.hasNews else { return }
    let isFirst = solvedDay == nil
    solvedDay = day
    let problem = problem(from: day)
    for _ in 0..<(isFirst ? 6 : 1) { table.solve(problem) }
  }

  private mutating func problem(from day: Int) -> ValueProblem {
    forecast.prepare(days: day..<day + settings.horizon)
    // Of the last day nothing is foretold, so that what energy is worth there can serve later plans.
    let lasting = forecast.weather == nil ? 1 : settings.horizon - 1
    let days = (0..<settings.horizon).map { ahead in
      let sky = forecast.clearDay(day + ahead)
      let moves =
        ahead < lasting
        ? forecast.moves(of: sky, number: day + ahead, ahead: ahead) : (forecast.overnight, forecast.overNoon)
      return ValueProblem.Day(sky: sky, overnight: moves.0, overNoon: moves.1)
    }
    let all = rig.boardCount
    let steps = settings.objective == .reward ? [0, all / 4, all / 2, all * 3 / 4, all] : [0, all / 2, all]
    let options = Set(steps).sorted()
    return ValueProblem(
      days: days, lasting: lasting, centres: forecast.memory.centres,
      hourSpread: settings.forecast.hourSpread,
      actions: options.map { .init(load: rig.load(boards: $0).value, reward: settings.worth($0)) },
      efficiency: temperatures.efficiencies(rig.battery.chargeEfficiency), wear: wear, standby: rig.standby.value,
      reconnect: rig.battery.reconnect.value * table.full, idleLoad: rig.load(boards: 0).value, darkCost: darkCost)
  }
}
