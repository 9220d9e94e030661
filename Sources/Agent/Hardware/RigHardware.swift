public import Bus
public import Units

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
  /// The clock of the bus behind a device path, where somebody says it.
  func speed(ofBusAt path: String) -> Hertz?
  /// Addresses that belong to drivers of the kernel.
  func addressesOfDrivers(onBusAt path: String) -> Set<I2CAddress>
}

extension RigHardware {
  /// Nobody says it.
  public func speed(ofBusAt path: String) -> Hertz? { nil }

  /// There are no drivers.
  public func addressesOfDrivers(onBusAt path: String) -> Set<I2CAddress> { [] }

  /// A rig without serial lines.
  public func serialPort(at path: String, baud: Int) throws(BusError) -> any SerialPort {
    throw .unsupported("there is no serial line \(path) on this rig")
  }

  /// A rig without SPI.
  public func spiDevice(at path: String, maximumHertz: Int) throws(BusError) -> any SPIDevice {
    throw .unsupported("there is no SPI chip \(path) on this rig")
  }
}
