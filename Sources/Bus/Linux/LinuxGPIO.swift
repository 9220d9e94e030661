internal import CLinuxBus
internal import Glibc

/// The lines of the kernel's GPIO chips, by libgpiod 1.6 or 2.x.
///
/// When the process ends, its lines are released: most chips let an output fall back to an input, so the board's pull
/// resistor decides. Wire the pull so that this is "off".
public struct LinuxGPIO: GPIOProvider {
  private let consumer: String

  /// Lines are shown under this name by `gpioinfo`; at most 31 bytes of it.
  public init(consumer: String = "akkurat") { self.consumer = consumer }

  public func output(_ line: GPIOLine, initially active: Bool) throws(BusError) -> any GPIOOutput {
    try output(line, active, CLB_GPIO_DRIVE_PUSH_PULL)
  }

  public func openDrain(_ line: GPIOLine) throws(BusError) -> any GPIOOutput {
    try output(line, true, CLB_GPIO_DRIVE_OPEN_DRAIN)
  }

  public func input(_ line: GPIOLine, bias: GPIOBias) throws(BusError) -> any GPIOInput {
    var handle: OpaquePointer?
    let result = clb_gpio_request_input(
      line.chip, UInt32(clamping: line.offset), line.activeLow, Self.seam(bias), CLB_GPIO_EDGE_NONE, consumer, &handle)
    guard result >= 0, let handle else { throw Self.refusal(line, errno: -result) }
    return LinuxGPIOLine(handle, line)
  }

  private func output(_ line: GPIOLine, _ active: Bool, _ drive: clb_gpio_drive) throws(BusError) -> LinuxGPIOLine {
    var handle: OpaquePointer?
    let result = clb_gpio_request_output(
      line.chip, UInt32(clamping: line.offset), line.activeLow, active, drive, consumer, &handle)
    guard result >= 0, let handle else { throw Self.refusal(line, errno: -result) }
    return LinuxGPIOLine(handle, line)
  }

  /// A line that is in use is named with whoever uses it.
  private static func refusal(_ line: GPIOLine, errno: Int32) -> BusError {
    guard errno == EBUSY, let holder = holder(of: line) else { return BusError(opening: "\(line)", errno: errno) }
    return .cannotOpen(path: "\(line)", errno: errno, reason: "\"\(holder)\" uses it")
  }

  /// Who holds a line, as `gpioinfo` shows it; nil when nobody does or the kernel does not say.
  private static func holder(of line: GPIOLine) -> String? {
    var info = clb_gpio_line_info()
    guard clb_gpio_describe_line(line.chip, UInt32(clamping: line.offset), &info) >= 0, info.used else { return nil }
    let name = withUnsafeBytes(of: info.consumer) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return name.isEmpty ? "the kernel" : name
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
