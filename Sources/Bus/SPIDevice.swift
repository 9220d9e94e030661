/// One SPI slave behind its chip select. Blocking, full duplex.
public protocol SPIDevice: Sendable {
  /// Sends bytes and returns as many that came back meanwhile, chip select low throughout.
  func exchange(_ bytes: [UInt8]) throws(BusError) -> [UInt8]
}
