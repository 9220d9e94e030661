/// What an ATmega328P draws, for the accounting of energy. A model, not a measurement.
///
/// From the typical values at 25 °C of the ATmega328P data sheet (Atmel-8271, section 29.2.8 "ATmega328P DC
/// characteristics"): active 1.7 mA at 4 MHz and 3 V, 5.2 mA at 8 MHz and 5 V; idle 0.3 mA and 1.2 mA there; power-down
/// 0.1 µA without and 4.2 µA with watchdog at 3 V. Current is taken as proportional to the clock, and linear in the voltage
/// between the two given points, per MHz. The chip alone: a Mini Pro's regulator and power LED come on top (about 3–5 mA
/// until the LED is removed).
public struct BoardCurrent: Sendable, Equatable {
  /// Searching, µA.
  public let active: UInt32
  /// Waiting in idle sleep, µA.
  public let idle: UInt32
  /// Power-down, watchdog off, in tenths of a µA.
  public let powerDownTenths: UInt32
  /// Supply, mV.
  public let millivolts: UInt32

  /// 16 MHz at 5 V.
  public static var fiveVolts: BoardCurrent {
    BoardCurrent(active: 10_400, idle: 2_400, powerDownTenths: 1, millivolts: 5000)
  }

  /// 8 MHz at 3.3 V: 0.459 and 0.086 mA per MHz.
  public static var threeVolts: BoardCurrent {
    BoardCurrent(active: 3_670, idle: 690, powerDownTenths: 1, millivolts: 3300)
  }
}
