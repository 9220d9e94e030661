import Units

extension Reason {
  /// The sentences of the safety floor.
  var safetySentence: String {
    switch self {
    case .belowFloor(let voltage, let floor):
      "The battery is at \(voltage.formatted(decimals: 2)), below the safety floor of "
        + "\(floor.formatted(decimals: 2)); everything is off."
    case .belowFloorCharge(let soc, let floor):
      "The battery is at \(soc), below the safety floor of \(floor); everything is off."
    case .latched(let voltage, let resume):
      "The safety floor was hit; nothing starts until the battery has held \(resume.formatted(decimals: 2))"
        + (voltage.map { " (now \($0.formatted(decimals: 2)))." } ?? " (its voltage is unknown).")
    case .shuttingDown(let voltage, let limit):
      "The battery fell below \(limit.formatted(decimals: 2))"
        + (voltage.map { " (now \($0.formatted(decimals: 2)))" } ?? "") + "; the host is shutting down."
    case .stale(let age, let limit):
      "The battery has not been measured for \(age.map(\.brief) ?? "as long as the agent runs") "
        + "(limit \(limit.brief)); everything is off."
    case .untrusted(let quality): "\(quality.sentence) Everything is off."
    case .recovering(let remaining): "Battery data is back; it must stay good for another \(remaining.brief)."
    case .temperature(let now, let minimum, let maximum):
      "The cells are at \(now), outside of \(minimum) to \(maximum); everything is off."
    default: "Everything is off."
    }
  }

  /// The sentences of hold and shed.
  var protectionSentence: String {
    switch self {
    case .shedding(let voltage, let limit):
      "The battery is at \(voltage.formatted(decimals: 2)), below \(limit.formatted(decimals: 2)); "
        + "boards are taken off one by one."
    case .overdraw(let current, let limit):
      "The battery gives \((-current).formatted(decimals: 2)), more than \(limit.formatted(decimals: 2)); "
        + "boards are taken off one by one."
    case .holding(let voltage, let limit):
      "The battery is at \(voltage.formatted(decimals: 2)), below \(limit.formatted(decimals: 2)); nothing is started."
    case .holdingOnData(.good, let age):
      "The battery was last measured \(age.map { "\($0.brief) ago" } ?? "never"); nothing is started."
    case .holdingOnData(let quality, _): "\(quality.sentence) Nothing is started."
    default: "Nothing is started."
    }
  }
}

extension DataQuality {
  /// What is wrong, as a full sentence.
  var sentence: String {
    switch self {
    case .good: "The battery data is good."
    case .stuck: "The battery sensor is stuck: its value stood still across a load step."
    case .implausible: "The battery reading is not plausible."
    case .disagreement(let lower, let higher):
      "Two battery sensors disagree (\(lower.formatted(decimals: 2)) and \(higher.formatted(decimals: 2)))."
    case .missing: "No battery sensor answers."
    }
  }
}
