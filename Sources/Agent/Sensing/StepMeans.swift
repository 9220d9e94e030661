internal import Power
internal import Units

/// Means over a step for the planner, which thinks in minutes and not in seconds. A step with a gap has no mean.
struct StepMeans: Sendable {
  /// Length of a step.
  static let step = Duration.seconds(60)

  private struct Mean: Sendable {
    var sum = 0.0
    var count = 0
    var isBroken = false

    mutating func add(_ value: Double?) {
      guard let value else { return isBroken = true }
      sum += value
      count += 1
    }

    var value: Double? { isBroken || count == 0 ? nil : sum / Double(count) }
  }

  private var voltage = Mean()
  private var current = Mean()
  private var begin: Uptime?

  /// Takes the readings of a cycle; hands out the means and their length when a step is full.
  ///
  /// The panel's own meter is left out: it shows what the charge controller takes, and not what the sun offers. The
  /// planner works the sun out of the battery's current and the known load, and knows when that is only a floor.
  mutating func add(_ senses: Senses, at now: Uptime, wall: UnixTime) -> (sample: RigSample, seconds: Double)? {
    let start = begin ?? now
    begin = start
    voltage.add(senses.batteryVoltage?.value?.value)
    current.add(senses.batteryCurrent?.value?.value)
    guard now - start >= Self.step else { return nil }
    let sample = RigSample(
      time: wall.seconds, voltage: voltage.value, current: current.value,
      temperature: senses.batteryTemperature?.value?.value)
    self = StepMeans()
    begin = now
    return (sample, (now - start).inSeconds)
  }
}
