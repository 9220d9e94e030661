// Physics between the quantities; nothing else crosses from one type to another.

extension Volts {
  /// P = U · I
  public static func * (left: Volts, right: Amps) -> Watts { Watts(left.value * right.value) }
  /// I = U / R
  public static func / (left: Volts, right: Ohms) -> Amps { Amps(left.value / right.value) }
  /// R = U / I
  public static func / (left: Volts, right: Amps) -> Ohms { Ohms(left.value / right.value) }
}

extension Amps {
  /// P = I · U
  public static func * (left: Amps, right: Volts) -> Watts { Watts(left.value * right.value) }
  /// U = I · R
  public static func * (left: Amps, right: Ohms) -> Volts { Volts(left.value * right.value) }
  /// Q = I · t
  public static func * (left: Amps, right: Duration) -> AmpHours { AmpHours(left.value * right.hours) }
}

extension Watts {
  /// E = P · t
  public static func * (left: Watts, right: Duration) -> WattHours { WattHours(left.value * right.hours) }
  /// I = P / U
  public static func / (left: Watts, right: Volts) -> Amps { Amps(left.value / right.value) }
}

extension WattHours {
  /// P = E / t
  public static func / (left: WattHours, right: Duration) -> Watts { Watts(left.value / right.hours) }
  /// t = E / P
  public static func / (left: WattHours, right: Watts) -> Duration { .seconds(left.value / right.value * 3600) }
}

extension AmpHours {
  /// E = Q · U
  public static func * (left: AmpHours, right: Volts) -> WattHours { WattHours(left.value * right.value) }
}
