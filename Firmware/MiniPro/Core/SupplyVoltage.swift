/// Supply voltage from the internal bandgap: the ADC measures 1.1 V with the supply as its reference.
///
/// `mV = 1100 × 1024 / reading` (ATmega328P data sheet, section 24.7; bandgap 1.0–1.2 V, table 29-16: ±10 % uncalibrated).
public enum SupplyVoltage {
  /// - Parameter reading: 10-bit ADC result.
  /// - Returns: mV; 0 for an impossible reading.
  public static func millivolts(reading: UInt16) -> UInt16 {
    if reading < 100 || reading > 1023 { return 0 }
    return UInt16(truncatingIfNeeded: 1_126_400 / UInt32(reading))
  }
}
