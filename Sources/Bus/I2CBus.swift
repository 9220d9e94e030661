/// An I²C bus that this process may use. Blocking: the caller waits as long as the wire is busy (a byte takes 90 µs at
/// 100 kHz), so a bus is driven from its own thread only, see ``SharedI2CBus``.
public protocol I2CBus: Sendable {
  /// One transaction with one device: all messages joined by repeated starts, a STOP at the end, nobody in between.
  ///
  /// - Returns: the bytes of all read messages in order, exactly as many as were asked for.
  /// - Throws: ``BusError``; after an error nothing is known of how far the transaction came.
  func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8]
  /// Closes the adapter and opens it anew, where there is something to close.
  func reopen() throws(BusError)
}

extension I2CBus {
  /// Nothing to close.
  public func reopen() throws(BusError) {}

  /// Writes bytes.
  public func write(_ bytes: [UInt8], to address: I2CAddress) throws(BusError) {
    _ = try transfer(with: address, [.write(bytes)])
  }

  /// Reads bytes without writing first.
  public func read(_ count: Int, from address: I2CAddress) throws(BusError) -> [UInt8] {
    try transfer(with: address, [.read(count: count)])
  }

  /// Writes a query and reads its answer after a repeated start: one atomic transaction.
  public func query(_ bytes: [UInt8], count: Int, at address: I2CAddress) throws(BusError) -> [UInt8] {
    try transfer(with: address, [.write(bytes), .read(count: count)])
  }

  /// A 16-bit register, most significant byte first, as TI's monitors and converters have them.
  public func readRegister(_ register: UInt8, of address: I2CAddress) throws(BusError) -> UInt16 {
    let bytes = try query([register], count: 2, at: address)
    return UInt16(bytes[0]) << 8 | UInt16(bytes[1])
  }

  /// Writes a 16-bit register, most significant byte first.
  public func writeRegister(_ register: UInt8, _ value: UInt16, of address: I2CAddress) throws(BusError) {
    try write([register, UInt8(value >> 8), UInt8(value & 0xFF)], to: address)
  }

  /// Whether somebody acknowledges a one-byte read: harmless to `classic` boards, unlike a write probe.
  public func acknowledgesRead(at address: I2CAddress) throws(BusError) -> Bool {
    do {
      _ = try read(1, from: address)
      return true
    } catch .noAcknowledge {
      return false
    } catch {
      throw error
    }
  }
}
