public import Power
public import Units

/// Gain and offset from one or two points. Pure.
public enum CalibrationFit {
  /// Why points make no calibration.
  public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The points lie so near that their noise would be taken for a gain.
    case tooNear(distance: Double, least: Double, unit: String)
    /// No wear of parts explains it.
    case implausibleGain(Double)
    /// No wear of parts explains it.
    case implausibleOffset(Double, limit: Double, unit: String)

    /// A full sentence with the next step.
    public var description: String {
      switch self {
      case .tooNear(let distance, let least, let unit):
        "The two points are \(Decimal.short(distance)) \(unit) apart; at least \(Decimal.short(least)) \(unit) are "
          + "needed. Measure once low and once high, or give one point."
      case .implausibleGain(let gain):
        "A gain of \(Decimal.fixed(gain, 4)) is no tolerance of parts: a divider, shunt or reference is written wrongly "
          + "in the configuration (believed is \(CalibrationFile.gains.lowerBound) to \(CalibrationFile.gains.upperBound))."
      case .implausibleOffset(let offset, let limit, let unit):
        "An offset of \(Decimal.short(offset)) \(unit) is no tolerance of parts (believed is up to "
          + "\(Decimal.short(limit)) \(unit)): check the wiring and the points."
      }
    }
  }

  /// A gain further from 1 than this is worth a second look: a divider of two parts of 1 %, a reference of 1 % and a shunt
  /// of 1 % stay within.
  static let usualGain = 0.05

  /// What the owner should look at once more before the calibration is believed; nil for a usual one.
  public static func doubt(about calibration: ChannelCalibration) -> String? {
    guard abs(calibration.gain - 1) > usualGain else { return nil }
    return "A gain of \(Decimal.fixed(calibration.gain, 4)) is much for parts of 1 %: look at the divider, the shunt "
      + "and the multimeter once more; protection goes by this number."
  }

  /// - One point gives the gain, or the offset of a temperature or of a number near 0; two points give both.
  /// - The points of a calibration must lie 20 steps of the converter and 3 % of the larger number apart.
  public static func calibration(
    from points: [CalibrationPoint], role: SensorRole, step: Double
  ) throws(Refusal) -> ChannelCalibration {
    guard let first = points.first else { return .none }
    let largest = points.map { max(abs($0.truth), abs($0.measured)) }.max() ?? 0
    var calibration = ChannelCalibration.none
    if points.count > 1 {
      let second = points[1]
      let distance = abs(second.measured - first.measured)
      let least = max(20 * step, 0.03 * largest, 1e-6)
      guard distance >= least else { throw .tooNear(distance: distance, least: least, unit: role.unit) }
      calibration.gain = (second.truth - first.truth) / (second.measured - first.measured)
      calibration.offset = first.truth - calibration.gain * first.measured
    } else if role.kind == .temperature || abs(first.truth) < 20 * step || first.measured == 0 {
      calibration.offset = first.truth - first.measured
    } else {
      calibration.gain = first.truth / first.measured
    }
    guard CalibrationFile.gains.contains(calibration.gain) else { throw .implausibleGain(calibration.gain) }
    let limit = role.kind == .temperature ? 20 : max(0.1 * largest, 40 * step)
    guard abs(calibration.offset) <= limit else {
      throw .implausibleOffset(calibration.offset, limit: limit, unit: role.unit)
    }
    return calibration
  }
}
