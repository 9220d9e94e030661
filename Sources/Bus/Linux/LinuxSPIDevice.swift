internal import CLinuxBus

/// A chip behind `/dev/spidevB.C`, 8-bit words, most significant bit first.
public final class LinuxSPIDevice: SPIDevice {
  private let path: String
  private let descriptor: Int32

  /// Opens a device in SPI mode 0–3 with the chip's highest clock in hertz.
  public init(path: String, mode: Int = 0, maximumHertz: Int) throws(BusError) {
    self.path = path
    self.descriptor = clb_spi_open(path, UInt8(clamping: mode), UInt32(clamping: maximumHertz))
    guard descriptor >= 0 else { throw BusError(opening: path, errno: -descriptor) }
  }

  deinit {
    if descriptor >= 0 { clb_spi_close(descriptor) }
  }

  public func exchange(_ bytes: [UInt8]) throws(BusError) -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    var answer = [UInt8](repeating: 0, count: bytes.count)
    let result = clb_spi_transfer(descriptor, bytes, &answer, UInt32(bytes.count))
    guard result >= 0 else { throw .failed("A transfer on \(path)", -result) }
    return answer
  }
}
