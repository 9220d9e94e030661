internal import Glibc
public import Units

/// What an input of a converter is wired to.
public enum AnalogSource: Sendable, Hashable {
  /// The battery through a divider; 0.1 shows a tenth.
  case battery(divider: Double)
  /// The panel through a divider.
  case panel(divider: Double)
  /// The 5 V rail through a divider.
  case rail(divider: Double)
  /// A thermistor to ground at the battery, pulled up to 3.3 V.
  case thermistor(at25: Ohms, beta: Double, pullUp: Ohms)
  /// Ground.
  case ground
  /// Nothing: it floats.
  case open

  /// Supply of the chips.
  static let supply = 3.3

  /// Volts at the pin.
  func volts(in state: ElectricalState) -> Double {
    switch self {
    case .battery(let divider): return state.battery.value * divider
    case .panel(let divider): return state.panel.value * divider
    case .rail(let divider): return state.rail.value * divider
    case .thermistor(let at25, let beta, let pullUp):
      let kelvin = state.temperature.value + 273.15
      let resistance = at25.value * exp(beta * (1 / kelvin - 1 / 298.15))
      return Self.supply * resistance / (resistance + pullUp.value)
    case .ground: return 0
    case .open: return 0.58
    }
  }
}
