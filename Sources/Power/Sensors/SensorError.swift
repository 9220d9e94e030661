public import Bus

/// Why a sensor has no measurement.
public enum SensorError: Error, Sendable, Hashable {
  /// The bus or file failed.
  case bus(sensor: String, BusError)
  /// The chip had lost its settings (a brown-out or a reset); they have been written again.
  case lostSettings(sensor: String)
  /// The chip answers, but not as this chip does.
  case wrongChip(sensor: String, expected: String, found: String)
  /// The chip gave fewer bytes than were asked for.
  case shortAnswer(sensor: String, expected: Int, found: Int)
  /// The chip or file says something that is not a number.
  case unreadable(sensor: String, text: String)

  /// What to do next.
  public var recovery: Recovery {
    switch self {
    case .bus(_, let error): error.recovery == .stop ? .disable : error.recovery
    case .lostSettings, .shortAnswer, .unreadable: .retry
    case .wrongChip: .disable
    }
  }
}

extension SensorError: CustomStringConvertible {
  /// A full sentence: what, where, next step.
  public var description: String {
    switch self {
    case .bus(let sensor, let error):
      "\(sensor) cannot be read: \(error)"
    case .lostSettings(let sensor):
      "\(sensor) had lost its settings, perhaps by a dip of its supply; they were written again."
    case .wrongChip(let sensor, let expected, let found):
      "\(sensor) is not the chip that is configured: expected \(expected), found \(found); check address and type."
    case .shortAnswer(let sensor, let expected, let found):
      "\(sensor) gave \(found) bytes instead of \(expected); check its wiring and the bus speed."
    case .unreadable(let sensor, let text):
      "\(sensor) answers \"\(text)\", which is not a number."
    }
  }
}
