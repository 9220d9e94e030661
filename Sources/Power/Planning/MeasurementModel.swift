import Units

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What sensors make of a battery: terminal voltage = table(state of charge) · cells + I · R, a 12-bit converter with
/// 10 mV of noise, and an INA219 with its offset, gain error and noise.
public struct MeasurementModel: Sendable {
  private let table: ChemistryTable
  private let cells: Double
  private let resistance: Double
  private let stepVolts: Double
  private let bias: Double
  private var random: UInt64

  /// The sensors of a rig; `seed` decides the noise and the sign of the current sensor's errors. `nil` when the
  /// chemistry is not known.
  public init?(rig: RigDescription, seed: UInt64) {
    guard let chemistry = Chemistry(rawValue: rig.battery.chemistry) else { return nil }
    table = .builtIn(chemistry)
    cells = Double(rig.battery.cells)
    resistance = rig.battery.resistance.value
    let top = cells * table.limits.full.value
    stepVolts = ([5, 6.6, 10, 20].first { $0 > top } ?? top * 1.4) / 4096
    bias = seed & 1 == 0 ? 1 : -1
    random = seed
  }

  /// A sample of a battery at a true state of charge whose mean power since the last one is known.
  public mutating func sample(time: Double, charge: Double, watts: Double, sun: Double?) -> RigSample {
    let rest = table.restVoltagePerCell(at: StateOfCharge(charge)).value * cells
    var amps = watts / rest
    for _ in 0..<3 { amps = watts / max(0.5 * rest, rest + amps * resistance) }
    let volts = ((rest + amps * resistance + 0.010 * normal()) / stepVolts).rounded() * stepVolts
    let current = ((amps * (1 + 0.005 * bias) + 0.002 * bias + 0.001 * normal()) / 1e-4).rounded() * 1e-4
    return RigSample(time: time, voltage: volts, current: current, temperature: 20, sun: sun)
  }

  /// Standard normal by Box and Muller, uniform by SplitMix64.
  private mutating func normal() -> Double {
    (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  private mutating func uniform() -> Double {
    random &+= 0x9E37_79B9_7F4A_7C15
    var mixed = random
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return (Double((mixed ^ (mixed >> 31)) >> 11) + 0.5) / 9_007_199_254_740_992
  }
}
