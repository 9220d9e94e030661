import Units

/// What stored energy is worth: the best expected worker-hours less the cost of dark hours, by hour, sky class and
/// energy. Solved backwards by stochastic dynamic programming.
///
///     value(E, sky, hour) = max over n of n · 1 h + value(E + net(n), sky', hour + 1)
///
/// The sky moves twice a day, when the morning and when the afternoon show what they are.
struct ValueTable: Sendable {
  let points: Int
  let empty: Double
  let full: Double
  /// Worth of energy at the start of each hour 0…24 of the first day; [hour][class · points + point].
  private(set) var stages: [[Double]]

  /// Worth of energy at a midnight of which nothing was foretold, as the last solution has it.
  private var beyond: [Double]
  private let step: Double

  init(rig: RigDescription, points: Int) {
    self.points = points
    full = rig.battery.energy.value
    empty = rig.battery.disconnect.value * full
    step = (full - empty) / Double(points - 1)
    beyond = Array(repeating: 0, count: ForecastClasses.count * points)
    stages = Array(repeating: Array(repeating: 0, count: ForecastClasses.count * points), count: 25)
  }

  /// Worth at an hour, with the energy clipped to what the battery can hold.
  func worth(hour: Int, sky: Int, energy: Double) -> Double {
    Self.read(stages[hour], sky * points, points, (energy - empty) / step)
  }

  @inline(__always)
  private static func read(_ table: UnsafeBufferPointer<Double>, _ base: Int, _ points: Int, _ position: Double)
    -> Double
  {
    let clipped = min(Double(points - 1), max(0, position))
    let low = min(points - 2, Int(clipped))
    let share = clipped - Double(low)
    let left = table[base + low]
    return left + (table[base + low + 1] - left) * share
  }

  @inline(__always)
  static func read(_ table: [Double], _ base: Int, _ points: Int, _ position: Double) -> Double {
    let clipped = min(Double(points - 1), max(0, position))
    let low = min(points - 2, Int(clipped))
    let share = clipped - Double(low)
    return table[base + low] + (table[base + low + 1] - table[base + low]) * share
  }

  /// Solves for a run of days; what lies beyond is worth what the last solution said
  /// of a midnight ahead.
  mutating func solve(_ problem: ValueProblem) {
    let classes = ForecastClasses.count
    let offPoints = 12
    var on = beyond
    let origin = on[(classes / 2) * points + points / 2]
    for index in on.indices { on[index] -= origin }
    var off = problem.darkStart(self, on, offPoints)
    var newOn = on
    var newOff = off
    for (index, day) in problem.days.enumerated().reversed() {
      for hour in stride(from: 23, through: 0, by: -1) {
        // The state at the start of hour + 1 is seen through the move that happens there.
        if hour + 1 == day.sky.morningShows { mix(&on, &off, day.overnight, offPoints) }
        if hour + 1 == day.sky.afternoonShows { mix(&on, &off, day.overNoon, offPoints) }
        step(hour, day, problem, on, off, offPoints, &newOn, &newOff)
        swap(&on, &newOn)
        swap(&off, &newOff)
        if index == 0 { stages[hour] = on }
      }
      if index == 1 { stages[24] = on }
      if index == problem.lasting { beyond = on }
    }
  }

  /// One hour back for every sky and energy.
  private func step(
    _ hour: Int, _ day: ValueProblem.Day, _ problem: ValueProblem, _ on: [Double], _ off: [Double], _ offPoints: Int,
    _ newOn: inout [Double], _ newOff: inout [Double]
  ) {
    on.withUnsafeBufferPointer { on in
      off.withUnsafeBufferPointer { off in
        newOn.withUnsafeMutableBufferPointer { newOn in
          newOff.withUnsafeMutableBufferPointer { newOff in
            for sky in 0..<ForecastClasses.count {
              let sun = day.sky.hours[hour] * problem.index(sky, hour, day)
              solveOn(sky, hour, sun, problem, on, off, offPoints, newOn)
              solveOff(sky, hour, sun, problem, on, off, offPoints, newOff)
            }
          }
        }
      }
    }
  }

  private func mix(_ on: inout [Double], _ off: inout [Double], _ moves: [[Double]], _ offPoints: Int) {
    on = Self.mixed(on, moves, points)
    off = Self.mixed(off, moves, offPoints)
  }

  private static func mixed(_ table: [Double], _ moves: [[Double]], _ width: Int) -> [Double] {
    var result = [Double](repeating: 0, count: table.count)
    for from in 0..<ForecastClasses.count {
      for to in 0..<ForecastClasses.count {
        let weight = moves[from][to]
        for point in 0..<width { result[from * width + point] += weight * table[to * width + point] }
      }
    }
    return result
  }

  private func solveOn(
    _ sky: Int, _ hour: Int, _ sun: Double, _ problem: ValueProblem, _ on: UnsafeBufferPointer<Double>,
    _ off: UnsafeBufferPointer<Double>,
    _ offPoints: Int, _ result: UnsafeMutableBufferPointer<Double>
  ) {
    let base = sky * points
    let spread = problem.hourSpread[sky]
    let efficiency = problem.efficiency[hour]
    let offWorth = Self.read(off, sky * offPoints, offPoints, problem.offPosition(empty, offPoints))
    for point in 0..<points {
      let energy = empty + Double(point) * step
      let wear = problem.wear.perWattHour(at: energy)
      var best = -Double.infinity
      for action in problem.actions {
        var value = action.reward
        for side in [1 - spread, 1 + spread] {
          let net = sun * side - action.load
          let next = energy + (net >= 0 ? net * efficiency : net)
          if net < 0 { value += 0.5 * net * wear * problem.wear.haste(of: -net) }
          if next >= empty {
            value += 0.5 * Self.read(on, base, points, (next - empty) / step)
          } else {
            let dark = 1 - (energy - empty) / (energy - next)
            value += 0.5 * (offWorth - (action.reward + problem.darkCost) * dark)
          }
        }
        if value > best { best = value }
      }
      result[base + point] = best
    }
  }

  private func solveOff(
    _ sky: Int, _ hour: Int, _ sun: Double, _ problem: ValueProblem, _ on: UnsafeBufferPointer<Double>,
    _ off: UnsafeBufferPointer<Double>,
    _ offPoints: Int, _ result: UnsafeMutableBufferPointer<Double>
  ) {
    let efficiency = problem.efficiency[hour]
    let gain = sun * efficiency - problem.standby
    for point in 0..<offPoints {
      let energy = problem.reconnect * Double(point) / Double(offPoints - 1)
      let next = max(0, energy + gain)
      guard next >= problem.reconnect else {
        result[sky * offPoints + point] =
          -problem.darkCost + Self.read(off, sky * offPoints, offPoints, problem.offPosition(next, offPoints))
        continue
      }
      let dark = gain > 0 ? max(0, min(1, (problem.reconnect - energy) / gain)) : 0
      let later = problem.reconnect + (1 - dark) * (sun - problem.idleLoad) * efficiency
      result[sky * offPoints + point] =
        -problem.darkCost * dark + Self.read(on, sky * points, points, (later - empty) / step)
    }
  }
}
