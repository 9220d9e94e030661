internal import CLinuxBus

/// The lines of the kernel's GPIO chips, by libgpiod 1.6 or 2.x.
///
/// When the process ends, its lines are released: most chips let an output fall back to an input, so the board's pull
/// resistor decides. Wire the pull so that this is "off".
public struct LinuxGPIO: GPIOProvider {
  private let consumer: String

  /// Lines are shown under this name by `gpioinfo`; at most 31 bytes of it.
  public init(consumer: String = "akkurat") { self.consumer = consumer }

  public func output(_ line: GPIOLine, initially active: Bool) throws(BusError) -> any GPIOOutput {
    var handle: OpaquePointer?
    let result = clb_gpio_request_output(
      line.chip, UInt32(clamping: line.offset), line.activeLow, active, CLB_GPIO_DRIVE_PUSH_PULL, consumer, &handle)
    guard result >= 0, let handle else { throw BusError(opening: line.description, errno: -result) }
    return LinuxGPIOLine(handle, line)
  }

  public func input(_ line: GPIOLine, bias: GPIOBias) throws(BusError) -> any GPIOInput {
    var handle: OpaquePointer?
    let result = clb_gpio_request_input(
      line.chip, UInt32(clamping: line.offset), line.activeLow, Self.seam(bias), CLB_GPIO_EDGE_NONE, consumer, &handle)
    guard result >= 0, let handle else { throw BusError(opening: line.description, errno: -result) }
    return LinuxGPIOLine(handle, line)
  }

  private static func seam(_ bias: GPIOBias) -> clb_gpio_bias {
    switch bias {
    case .asIs: CLB_GPIO_BIAS_AS_IS
    case .disabled: CLB_GPIO_BIAS_DISABLED
    case .pullUp: CLB_GPIO_BIAS_PULL_UP
    case .pullDown: CLB_GPIO_BIAS_PULL_DOWN
    }
  }
}
