public import Bus

/// Where buses and lines come from: the kernel, or a simulated rig. The agent knows no more of its surroundings.
public protocol RigHardware: Sendable {
  /// Opens the bus behind a device path.
  func i2cBus(at path: String) throws(BusError) -> any I2CBus
  /// Where GPIO lines come from.
  var gpio: any GPIOProvider { get }
}
