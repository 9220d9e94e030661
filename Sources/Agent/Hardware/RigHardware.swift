public import Bus

/// Where buses and lines come from: the kernel, or a simulated rig. The agent knows no more of its surroundings.
public protocol RigHardware: Sendable {
  /// Opens the bus behind a device path.
  func i2cBus(at path: String) throws(BusError) -> any I2CBus
  /// Opens a serial line at a rate in bit/s.
  func serialPort(at path: String, baud: Int) throws(BusError) -> any SerialPort
  /// Where GPIO lines come from.
  var gpio: any GPIOProvider { get }
}

extension RigHardware {
  /// A rig without serial lines.
  public func serialPort(at path: String, baud: Int) throws(BusError) -> any SerialPort {
    throw .unsupported("there is no serial line \(path) on this rig")
  }
}
