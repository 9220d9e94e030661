/// One board's place on the rail: what it draws now, and the one change that is already certain.
struct LoadSlot: Sendable {
  /// A change of the draw that happens by itself.
  struct Change: Sendable {
    var time: Int64
    var watts: Double
    /// Hashes that are done when it happens; nil when it is no job.
    var hashes: Int?
    /// Whether the chip resets instead of finishing.
    var resets = false
    /// What follows later.
    var rest: Rest?
  }

  /// A chip that powers down after a while without work.
  struct Rest: Sendable {
    var time: Int64
    var watts: Double
  }

  var label: String
  /// Below this rail voltage the chip is held in reset.
  var brownOutVolts: Double
  var idleWatts: Double
  var inrushWatts: Double
  /// Whether the switch lets current through.
  var switchedOn = true
  /// Whether the rail is too low for the chip.
  var heldInReset = false
  /// Grows with every loss of power or reset; a board compares it to know that its memory is gone.
  var generation = 0
  /// World nanoseconds of the last start.
  var startedAt: Int64 = 0
  var watts = 0.0
  var change: Change?
  var energy = 0.0
  var counters = BoardTruth.Counters()

  /// Draw of a chip held in reset by its brown-out detector.
  static let resetWatts = 0.005
  /// How long the capacitors of a board take to fill.
  static let inrushNanoseconds: Int64 = 20_000_000

  mutating func powerUp(at time: Int64) {
    generation += 1
    startedAt = time
    watts = idleWatts + inrushWatts
    change = Change(time: time + Self.inrushNanoseconds, watts: idleWatts)
    counters.starts += 1
  }

  /// The rail dipped: memory lost, power still there.
  mutating func brownOut(at time: Int64) {
    powerDown()
    counters.brownOuts += 1
    startedAt = time
    watts = idleWatts
  }

  /// Takes what happens by itself, once its time has come.
  mutating func apply(_ change: Change) {
    guard !change.resets else { return brownOut(at: change.time) }
    self.change = change.rest.map { Change(time: $0.time, watts: $0.watts) }
    watts = change.watts
    guard let hashes = change.hashes else { return }
    counters.jobsFinished += 1
    counters.hashes += hashes
  }

  mutating func powerDown() {
    if change?.hashes != nil { counters.jobsLost += 1 }
    generation += 1
    watts = 0
    change = nil
  }
}
