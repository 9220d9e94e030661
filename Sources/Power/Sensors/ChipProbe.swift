public import Bus

/// Which measuring chip answers at an address, by its identity registers or by what its registers hold after a reset.
///
/// It writes pointers, so it is for addresses of such chips that the owner lets be asked: 0x40–0x4F. A pointer changes
/// nothing in them; to an expander a written byte would be new outputs. Sources: the drivers' data sheets.
public enum ChipProbe {
  /// What answered.
  public enum Finding: String, Sendable, Hashable {
    /// By its manufacturer and die identity.
    case ina226, ina228, ina3221
    /// By the configuration it has after a reset or from this program; it has no identity.
    case ina219
    /// By the same; an ADS1015 looks like it.
    case ads1115
  }

  /// Addresses that such chips have.
  public static let addresses: ClosedRange<UInt8> = 0x40...0x4F
  /// Of those, where an ADS1115 can be.
  private static let converters: ClosedRange<UInt8> = 0x48...0x4B
  private static let texasInstruments: UInt16 = 0x5449

  /// Asks; five short transactions at most. Nil for a chip that is not known.
  public static func ask(_ address: I2CAddress, on bus: any I2CBus) throws(BusError) -> Finding? {
    guard addresses.contains(address.value) else { return nil }
    if try bus.readRegister(INA228.Register.manufacturerID, of: address) == texasInstruments {
      let device = try bus.readRegister(INA228.Register.deviceID, of: address)
      if device & 0xFFF0 == 0x2280 { return .ina228 }
    }
    if try bus.readRegister(INA226.Register.manufacturerID, of: address) == texasInstruments {
      switch try bus.readRegister(INA226.Register.dieID, of: address) & 0xFFF0 {
      case 0x2260: return .ina226
      case 0x3220: return .ina3221
      default: return nil
      }
    }
    if converters.contains(address.value), try isConverter(address, bus) { return .ads1115 }
    let configuration = try bus.readRegister(INA219.Register.configuration, of: address)
    let own = INA219.Gain.allCases.map(INA219.configuration)
    return configuration == 0x399F || own.contains(configuration) ? .ina219 : nil
  }

  /// Thresholds after a reset: 8000h and 7FFFh (ADS1115 data sheet SBAS444E, §8.1.4).
  private static func isConverter(_ address: I2CAddress, _ bus: any I2CBus) throws(BusError) -> Bool {
    let low = try bus.readRegister(ADS1115.Register.lowThreshold, of: address)
    let high = try bus.readRegister(ADS1115.Register.highThreshold, of: address)
    return low == 0x8000 && high == 0x7FFF
  }
}
