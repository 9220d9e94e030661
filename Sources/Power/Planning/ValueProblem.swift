import Units

/// One problem for the value table: the days ahead, how the sky moves, and what the rig can do.
struct ValueProblem {
  /// Something to do for an hour: its bus power and its worth in worker-hours.
  struct Action {
    var load: Double
    var reward: Double
  }

  /// A day ahead: its light, and how its sky moves.
  struct Day {
    var sky: ForecastDay
    var overnight: [[Double]]
    var overNoon: [[Double]]
  }

  var days: [Day]
  /// From the start of this day on nothing was foretold: what energy is worth there holds for later plans, too.
  var lasting: Int
  var centres: [Double]
  var hourSpread: [Double]
  var actions: [Action]
  /// Energy kept over energy charged in each hour of a day; 0 where the cells are too cold to be charged.
  var efficiency: [Double]
  var wear: BatteryWear
  var standby: Double
  var reconnect: Double
  var idleLoad: Double
  var darkCost: Double

  /// The clear-sky index to reckon with in an hour: of a class once it has shown, before that the mean of what may come.
  func index(_ sky: Int, _ hour: Int, _ day: Day) -> Double {
    guard hour < day.sky.morningShows else { return centres[sky] }
    return zip(day.overnight[sky], centres).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Where an energy lies in the table of dark states, which ends at the reconnect.
  @inline(__always)
  func offPosition(_ energy: Double, _ points: Int) -> Double { energy / reconnect * Double(points - 1) }

  /// A first guess of the dark states' worth: on again after the missing energy, at a dark hour per hour.
  func darkStart(_ table: ValueTable, _ on: [Double], _ points: Int) -> [Double] {
    (0..<ForecastClasses.count).flatMap { sky in
      (0..<points).map { point in
        let missing = reconnect * (1 - Double(point) / Double(points - 1))
        return on[sky * table.points] - darkCost * missing / max(0.2, idleLoad * 0.5)
      }
    }
  }
}
