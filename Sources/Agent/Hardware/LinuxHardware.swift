public import Bus
public import Units

/// The real thing: device files and lines of this machine.
public struct LinuxHardware: RigHardware {
  /// The machine's lines.
  public let gpio: any GPIOProvider = LinuxGPIO()

  /// Nothing is opened yet.
  public init() {}

  public func i2cBus(at path: String) throws(BusError) -> any I2CBus {
    try LinuxI2CBus(path: path)
  }

  public func speed(ofBusAt path: String) -> Hertz? { I2CAdapter(path: path).speed }

  public func addressesOfDrivers(onBusAt path: String) -> Set<I2CAddress> { Set(I2CAdapter(path: path).drivers.keys) }

  public func serialPort(at path: String, baud: Int) throws(BusError) -> any SerialPort {
    try LinuxSerialPort(path: path, baud: baud)
  }

  public func spiDevice(at path: String, maximumHertz: Int) throws(BusError) -> any SPIDevice {
    try LinuxSPIDevice(path: path, maximumHertz: maximumHertz)
  }
}
