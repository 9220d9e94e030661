/// The simple controllers of the reference model, which may see the true state; yardsticks, not advice.
public enum ReferenceController: Sendable, Hashable {
  /// Every board, always.
  case allOn
  /// All on from `high`, all off from `low` on.
  case hysteresis(low: Double, high: Double, isOn: Bool)
  /// In proportion between `low` and `high`.
  case proportional(low: Double, high: Double)

  /// By its name on the command line.
  public init?(named name: String) {
    switch name {
    case "all-on": self = .allOn
    case "hysteresis": self = .hysteresis(low: 0.4, high: 0.6, isOn: true)
    case "proportional": self = .proportional(low: 0.35, high: 0.9)
    default: return nil
    }
  }

  /// Boards wanted at a true state of charge.
  public mutating func boards(charge: Double, of all: Int) -> Int {
    switch self {
    case .allOn: return all
    case .hysteresis(let low, let high, let wasOn):
      let isOn = charge >= high ? true : charge <= low ? false : wasOn
      self = .hysteresis(low: low, high: high, isOn: isOn)
      return isOn ? all : 0
    case .proportional(let low, let high):
      let share = Double(all) * (charge - low) / (high - low)
      return min(all, max(0, Int(share.rounded(.toNearestOrEven))))
    }
  }
}
