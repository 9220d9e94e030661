public import Units

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A thermistor (NTC) from a converter's pin to ground, with a resistor from the pin to its supply.
///
///     supply ── pull-up ──┬── pin
///                         └── NTC ── ground
///
/// Source: the B equation, 1/T = 1/T25 + ln(R/R25)/B with T in kelvin, as NTC data sheets give B for 25 and 85 °C
/// (B25/85). Between 0 and 50 °C it is right to about 1 K.
public struct Thermistor: Sendable, Hashable {
  /// 25 °C in kelvin.
  static let warm = 298.15
  /// 0 °C in kelvin.
  static let freezing = 273.15
  /// Nearer to ground than this part of the supply it is shorted, nearer to the supply it is open: with a pull-up of R25
  /// that is above 183 °C and below -51 °C for B = 3950.
  static let sound = 0.01...0.99

  /// Resistance at 25 °C.
  public var r25: Ohms
  /// B in kelvin.
  public var beta: Double
  /// From the pin to the supply.
  public var pullUp: Ohms
  /// What the pull-up hangs on. The converter measures against its own reference, so an error here is one of the result.
  public var supply: Volts

  /// A thermistor with its pull-up.
  public init(r25: Ohms, beta: Double, pullUp: Ohms, supply: Volts) {
    self.r25 = r25
    self.beta = beta
    self.pullUp = pullUp
    self.supply = supply
  }

  /// The temperature for a voltage at the pin; nil where the thermistor is shorted or open.
  public func temperature(at pin: Volts) -> Celsius? {
    guard Self.sound.contains(pin / supply) else { return nil }
    let resistance = pullUp * (pin / (supply - pin))
    let inverse = 1 / Self.warm + log(resistance / r25) / beta
    return Celsius(1 / inverse - Self.freezing)
  }
}
