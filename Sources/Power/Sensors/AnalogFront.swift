public import Units

/// What lies before an input of a converter, and so what its voltage tells.
public enum AnalogFront: Sendable, Hashable {
  /// A voltage, by a divider: the true voltage over that at the pin, (upper + lower) / lower; 1 without one.
  case divider(ratio: Double)
  /// A current, by the drop over a shunt.
  case shunt(Ohms)
  /// A temperature, by a thermistor between the pin and ground.
  case thermistor(Thermistor)

  /// A conversion as the converter saw it.
  struct Conversion {
    /// At the pin, or between the two pins.
    var pin: Volts
    var raw: Int64
    /// The code of nothing, or below.
    var isAtBottom: Bool
    /// An end of the range beyond which nothing is measured.
    var isAtEnd: Bool
    var time: Uptime
  }

  /// What a conversion tells. A voltage of nothing is a broken wire or an open input; a current of nothing is common.
  func measurement(_ channel: String, _ conversion: Conversion) -> Measurement {
    let (value, isAtRail): (MeasuredValue, Bool) =
      switch self {
      case .divider(let ratio):
        (.voltage(conversion.pin * ratio), conversion.isAtEnd || conversion.isAtBottom)
      case .shunt(let shunt):
        (.current(conversion.pin / shunt), conversion.isAtEnd)
      case .thermistor(let thermistor):
        Self.temperature(thermistor.temperature(at: conversion.pin), conversion)
      }
    return Measurement(
      channel: channel, value: value, raw: conversion.raw, atRail: isAtRail, time: conversion.time)
  }

  private static func temperature(_ celsius: Celsius?, _ conversion: Conversion) -> (MeasuredValue, Bool) {
    (.temperature(celsius ?? Celsius(.nan)), conversion.isAtEnd || conversion.isAtBottom || celsius == nil)
  }

  /// How much of the measured quantity a voltage at the pin is, where that is the same everywhere.
  public var perVolt: Double? {
    switch self {
    case .divider(let ratio): ratio
    case .shunt(let shunt): 1 / shunt.value
    case .thermistor: nil
    }
  }
}
