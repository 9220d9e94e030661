public import Units

/// Why a decision is what it is. The description is a full sentence and the same in every face.
public enum Reason: Sendable, Hashable, CustomStringConvertible {
  /// The raw voltage is below the absolute floor.
  case belowFloor(voltage: Volts, floor: Volts)
  /// The state of charge is below its floor.
  case belowFloorCharge(StateOfCharge, floor: StateOfCharge)
  /// The floor was hit and the battery has not yet recovered.
  case latched(voltage: Volts?, resume: Volts)
  /// The host is powering down.
  case shuttingDown(voltage: Volts?, limit: Volts)
  /// No valid battery data for too long.
  case stale(age: Duration?, limit: Duration)
  /// The battery data cannot be believed.
  case untrusted(DataQuality)
  /// The data is good again, but not yet for long enough.
  case recovering(remaining: Duration)
  /// The cells are outside of the temperatures at which they may be discharged.
  case temperature(Celsius, minimum: Celsius, maximum: Celsius)
  /// The owner paused mining.
  case paused
  /// A manual order stands.
  case forced(count: Int, remaining: Duration)
  /// The schedule closes mining.
  case schedule
  /// A cap from outside.
  case limited(to: Int, cause: String)
  /// The voltage is low: boards are taken off.
  case shedding(voltage: Volts, limit: Volts)
  /// The battery gives more than it should.
  case overdraw(Amps, limit: Amps)
  /// The voltage is low: nothing starts.
  case holding(voltage: Volts, limit: Volts)
  /// The data is old or doubtful: nothing starts.
  case holdingOnData(DataQuality, age: Duration?)
  /// The planner's words.
  case plan(String)
  /// The policy by state of charge alone.
  case stateOfCharge(StateOfCharge, deviation: Double, boards: Int, of: Int)
  /// The policy by voltage, because the state of charge is not known.
  case voltageOnly(Volts, boards: Int, of: Int)
  /// Nothing is configured or available to run.
  case noBoards

  /// A full sentence: what, the value, the limit.
  public var description: String {
    switch self {
    case .belowFloor, .belowFloorCharge, .latched, .shuttingDown, .stale, .untrusted, .recovering, .temperature:
      safetySentence
    case .paused: "Mining is paused by the owner."
    case .forced(let count, let remaining):
      "A manual order keeps \(Self.boards(count)) on for another \(remaining.brief)."
    case .schedule: "The schedule closes mining at this hour."
    case .limited(let count, let cause): "At most \(Self.boards(count)) may run: \(cause)."
    case .shedding, .overdraw, .holding, .holdingOnData: protectionSentence
    case .plan(let sentence): sentence
    case .stateOfCharge(let soc, let deviation, let count, let all):
      "The battery is at \(soc) (± \(StateOfCharge(deviation))), which is worth \(count) of \(Self.boards(all))."
    case .voltageOnly(let voltage, let count, let all):
      "The state of charge is unknown; \(voltage.formatted(decimals: 2)) at rest is worth "
        + "\(count) of \(Self.boards(all))."
    case .noBoards: "No board is available to run."
    }
  }

  private static func boards(_ count: Int) -> String { count == 1 ? "1 board" : "\(count) boards" }
}
