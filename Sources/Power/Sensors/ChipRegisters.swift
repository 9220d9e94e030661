internal import Bus
internal import Units

/// The registers of one chip for the time of one sample. Register chips answer most significant byte first.
struct ChipRegisters {
  let bus: any I2CBus
  let address: I2CAddress
  /// The chip's name in errors.
  let sensor: String

  /// A register of 1 to 8 bytes.
  ///
  ///     S addr W A  pointer A  Sr addr R A  MSB A  …  LSB N  P
  func read(_ register: UInt8, bytes width: Int = 2) throws(SensorError) -> UInt64 {
    let bytes: [UInt8]
    do { bytes = try bus.query([register], count: width, at: address) } catch { throw .bus(sensor: sensor, error) }
    guard bytes.count == width else {
      throw .shortAnswer(sensor: sensor, expected: width, found: bytes.count)
    }
    return bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A register of 16 bits without sign.
  func word(_ register: UInt8) throws(SensorError) -> UInt16 { UInt16(truncatingIfNeeded: try read(register)) }

  /// A register of 16 bits in two's complement.
  func signedWord(_ register: UInt8) throws(SensorError) -> Int16 { Int16(bitPattern: try word(register)) }

  /// Writes a register of 16 bits.
  ///
  ///     S addr W A  pointer A  MSB A  LSB A  P
  func write(_ value: UInt16, to register: UInt8) throws(SensorError) {
    do { try bus.writeRegister(register, value, of: address) } catch { throw .bus(sensor: sensor, error) }
  }
}
