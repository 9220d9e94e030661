public import Units

/// A measured number in one of the units a sensor can have.
public enum MeasuredValue: Sendable, Hashable {
  /// A potential difference.
  case voltage(Volts)
  /// A current; its sign is the sensor's own until the configuration turns it.
  case current(Amps)
  /// A temperature.
  case temperature(Celsius)
  /// A power.
  case power(Watts)
  /// An energy counted by the chip.
  case energy(WattHours)
  /// A charge counted by the chip.
  case charge(AmpHours)
  /// Whether a line is active.
  case state(Bool)

  /// The number in its base unit.
  public var number: Double {
    switch self {
    case .voltage(let volts): volts.value
    case .current(let amps): amps.value
    case .temperature(let celsius): celsius.value
    case .power(let watts): watts.value
    case .energy(let energy): energy.value
    case .charge(let charge): charge.value
    case .state(let isActive): isActive ? 1 : 0
    }
  }
}

extension MeasuredValue: CustomStringConvertible {
  /// Number and unit.
  public var description: String {
    switch self {
    case .voltage(let volts): volts.description
    case .current(let amps): amps.description
    case .temperature(let celsius): celsius.description
    case .power(let watts): watts.description
    case .energy(let energy): energy.description
    case .charge(let charge): charge.description
    case .state(let isActive): isActive ? "active" : "inactive"
    }
  }
}
