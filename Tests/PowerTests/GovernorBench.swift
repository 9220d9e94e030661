import Power
import Units

/// A governor with boards that obey at once: one call to ``tick(_:_:)`` is one control cycle.
struct GovernorBench {
  var governor: Governor
  var state: GovernorState
  var now = Uptime(seconds: 1000)
  var boards: [BoardView]
  var wishes = OwnerWishes()
  var advice: Int?

  init(boards count: Int = 4, settings: GovernorSettings = GovernorSettings(), state: GovernorState = GovernorState()) {
    governor = Governor(settings: settings)
    self.state = state
    boards = (0..<count).map { BoardView(id: "b\($0)", priority: $0) }
  }

  var running: Int { boards.filter(\.isRunning).count }

  /// Runs cycles of a second each with the same battery.
  @discardableResult
  mutating func tick(_ battery: BatteryView, seconds: Int = 1) -> Decision {
    var last: Decision?
    for _ in 0..<seconds {
      now = now + .seconds(1)
      last = decide(battery)
    }
    return last!
  }

  /// One decision at the present instant, obeyed at once.
  mutating func decide(_ battery: BatteryView) -> Decision {
    let plan = advice.map {
      PlanAdvice(boards: $0, why: "The plan wants \($0).", review: now + .seconds(60), changesWhen: "the sun changes")
    }
    let snapshot = GovernorSnapshot(time: now, battery: battery, boards: boards, wishes: wishes, advice: plan)
    let (decision, next) = governor.decide(snapshot, state)
    state = next
    obey(decision)
    return decision
  }

  private mutating func obey(_ decision: Decision) {
    for index in boards.indices {
      let shall = decision.boards.contains(boards[index].id)
      guard shall != boards[index].isRunning else { continue }
      boards[index].runningSince = shall ? now : nil
      boards[index].offSince = shall ? nil : now
    }
  }
}

extension BatteryView {
  /// A fresh, good reading.
  static func good(_ volts: Double, rest: Double? = nil, charge: Double? = 0.7, current: Double = 0) -> BatteryView {
    BatteryView(
      voltage: Volts(volts), restVoltage: Volts(rest ?? volts), current: Amps(current), temperature: Celsius(20),
      stateOfCharge: charge.map { StateOfCharge($0) }, deviation: 0.02, age: .zero, quality: .good)
  }

  /// The same reading, old.
  func aged(_ seconds: Double) -> BatteryView {
    var copy = self
    copy.age = .seconds(seconds)
    return copy
  }

  /// The same reading with a verdict of the guard.
  func judged(_ quality: DataQuality) -> BatteryView {
    var copy = self
    copy.quality = quality
    return copy
  }
}
