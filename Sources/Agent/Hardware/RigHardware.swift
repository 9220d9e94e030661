public import Bus

/// Where buses and lines come from: the kernel, or a simulated rig. The agent knows no more of its surroundings.
public protocol RigHardware: Sendable {
  /// Opens the bus behind a device path.
  func i2cBus(at path: String) throws(BusError) -> any I2CBus
  /// Opens a serial line at a rate in bit/s.
  func serialPort(at path: String, baud: Int) throws(BusError) -> any SerialPort
  /// Opens a chip on an SPI bus, mode 0, with its highest clock.
  func spiDevice(at path: String, maximumHertz: Int) throws(BusError) -> any SPIDevice
  /// Where GPIO lines come from.
  var gpio: any GPIOProvider { get }
}

extension RigHardware {
  /// A rig without serial lines.
  public func serialPort(at path: String, baud: Int) throws(BusError) -> any SerialPort {
    throw .unsupported("there is no serial line \(path) on this rig")
  }

  /// A rig without SPI.
  public func spiDevice(at path: String, maximumHertz: Int) throws(BusError) -> any SPIDevice {
    throw .unsupported("there is no SPI chip \(path) on this rig")
  }
}
