public import Units

/// The day ahead as the planner would decide it: it is asked again at each of its looks, with the sun as expected and the
/// battery as that leaves it. A picture of intentions, not a promise.
public struct PlanWalk: Sendable {
  /// One hour.
  public struct Hour: Sendable, Hashable {
    /// Its begin.
    public var start: UnixTime
    /// Mean power of the sun behind the charger, W, with the range that holds four hours of five.
    public var sun: Double
    public var sunLow: Double
    public var sunHigh: Double
    /// Mean number of boards, rounded.
    public var boards: Int
    /// Stored energy at the hour's begin, 0–1, with about the same range.
    public var charge: Double
    public var chargeLow: Double
    public var chargeHigh: Double
  }

  /// What is handed to the rule that has the last word about boards: when, how full, what the plan wants.
  public struct Moment: Sendable {
    public var time: UnixTime
    public var charge: Double
    public var advised: Int
  }

  private struct Path {
    var planner: Planner
    var energy: Double
    var running: Int
    var deviation: Double
    var sums: [(charge: Double, boards: Double)] = []
  }

  private let rig: RigDescription
  private let outlook: SunOutlook
  private let start: UnixTime
  private let first: Path

  /// A walk that begins now.
  ///
  /// - Parameter running: boards that run.
  public init(_ energy: EnergyPlanner, rig: RigDescription, at time: UnixTime, running: Int) {
    self.rig = rig
    start = time
    var planner = energy.planner
    planner.observe(to: time, watts: nil, isFloor: false)
    outlook = SunOutlook(planner.forecast, at: time)
    first = Path(
      planner: planner, energy: energy.charge.value * rig.battery.energy.value, running: running,
      deviation: energy.deviation)
  }

  /// Hours from the one that runs now.
  ///
  /// - Parameters:
  ///   - starts: the begin of each hour, ascending; of the first, what is over of it does not count.
  ///   - rule: orders, schedules and safety.
  public func hours(_ starts: [UnixTime], by rule: (Moment) -> Int) -> [Hour] {
    let full = rig.battery.energy.value
    let spread = 1.2816 * first.deviation * full
    let middle = walk(starts, from: first, rule) { outlook.power(at: $0, straying: false).mean }
    var dark = first
    dark.energy = max(0, dark.energy - spread)
    let low = walk(starts, from: dark, rule) { outlook.power(at: $0, straying: false).low }
    var bright = first
    bright.energy = min(full, bright.energy + spread)
    let high = walk(starts, from: bright, rule) { outlook.power(at: $0, straying: false).high }
    return starts.indices.map { place in
      let sun = sun(of: starts[place])
      return Hour(
        start: starts[place], sun: sun.mean, sunLow: sun.low, sunHigh: sun.high,
        boards: Int(middle.sums[place].boards.rounded()), charge: middle.sums[place].charge,
        chargeLow: min(low.sums[place].charge, middle.sums[place].charge),
        chargeHigh: max(high.sums[place].charge, middle.sums[place].charge))
    }
  }

  private func sun(of hour: UnixTime) -> SunOutlook.Power {
    var sum = SunOutlook.Power(low: 0, mean: 0, high: 0)
    for quarter in 0..<4 {
      let power = outlook.power(at: hour + .minutes(7.5 + 15 * Double(quarter)), straying: true)
      sum.low += power.low / 4
      sum.mean += power.mean / 4
      sum.high += power.high / 4
    }
    return sum
  }

  /// One path through the hours, in quarters of an hour.
  private func walk(
    _ starts: [UnixTime], from path: Path, _ rule: (Moment) -> Int, sun: (UnixTime) -> Double
  ) -> Path {
    var path = path
    let full = rig.battery.energy.value
    for hour in starts {
      let begin = max(hour, start)
      path.sums.append((path.energy / full, 0))
      let length = max(0, (hour + .hours(1) - begin).inSeconds)
      for quarter in 0..<4 {
        let time = begin + .seconds(length * Double(quarter) / 4)
        let boards = choose(&path, at: time, rule)
        path.sums[path.sums.count - 1].boards += Double(boards) / 4
        step(&path, to: time + .seconds(length / 4), seconds: length / 4, watts: sun(time))
      }
    }
    return path
  }

  private func choose(_ path: inout Path, at time: UnixTime, _ rule: (Moment) -> Int) -> Int {
    let charge = path.energy / rig.battery.energy.value
    let choice = path.planner.advise(
      at: time, charge: charge, deviation: path.deviation, running: min(path.running, rig.boardCount))
    let isEmpty = charge <= rig.battery.disconnect.value
    path.running = isEmpty ? 0 : max(0, rule(Moment(time: time, charge: charge, advised: choice.boards)))
    return path.running
  }

  private func step(_ path: inout Path, to end: UnixTime, seconds: Double, watts: Double) {
    guard seconds > 0 else { return }
    let net = watts - rig.load(boards: path.running).value
    let change = (net >= 0 ? net * rig.battery.chargeEfficiency : net) * seconds / 3600
    path.energy = max(0, min(rig.battery.energy.value, path.energy + change))
    path.planner.observe(to: end, watts: watts, isFloor: false)
    // Also the estimate of the charge gets surer with the hours, within about three of them.
    let sure = 0.05
    if path.deviation > sure { path.deviation -= (path.deviation - sure) * min(1, seconds / 10800) }
  }
}
