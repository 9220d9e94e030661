internal import Bus
internal import Power

/// How an SPI chip is reached: by a bus driver of the kernel, or by four lines.
enum SPIWiring: Sendable, CustomStringConvertible {
  case device(String)
  case lines(BitBangedSPI.Lines)

  var description: String {
    switch self {
    case .device(let path): path
    case .lines(let lines):
      "\(lines.chip) lines \(lines.clock) (clock), \(lines.mosi) (mosi), \(lines.miso) (miso), \(lines.select) (select)"
    }
  }

  var paths: [String] { if case .device(let path) = self { [path] } else { [] } }

  var lines: [GPIOLine] { if case .lines(let lines) = self { lines.all } else { [] } }

  func open(on hardware: any RigHardware, _ model: MCP3x08.Model) throws(BusError) -> any SPIDevice {
    switch self {
    case .device(let path): try hardware.spiDevice(at: path, maximumHertz: model.maximumHertz)
    case .lines(let lines): try BitBangedSPI(lines, from: hardware.gpio, limit: MCP3x08.holdingTime)
    }
  }
}

extension SensorSection {
  /// The keys `path` or `lines`.
  static func spi(_ reader: ConfigurationReader) -> SPIWiring? {
    let path = reader.text("path")
    let section = reader.section("lines")
    switch (path, section) {
    case (let path?, nil) where !reader.has("lines"):
      guard path.hasPrefix("/") else {
        reader.report("must be an absolute path such as /dev/spidev0.0", at: "path")
        return nil
      }
      return .device(path)
    case (nil, let section?) where !reader.has("path"):
      return lines(section).map { .lines($0) }
    default:
      reader.report(
        "write where the chip is: either path: /dev/spidev0.0, or lines: {chip: /dev/gpiochip0, clock: 11, mosi: 10, "
          + "miso: 9, select: 8}")
      return nil
    }
  }

  private static func lines(_ reader: ConfigurationReader) -> BitBangedSPI.Lines? {
    let chip = reader.requiredText("chip", example: "/dev/gpiochip0")
    let clock = number(reader, "clock", in: 0...1023)
    let mosi = number(reader, "mosi", in: 0...1023)
    let miso = number(reader, "miso", in: 0...1023)
    let select = number(reader, "select", in: 0...1023)
    reader.finish()
    guard let chip, let clock, let mosi, let miso, let select else { return nil }
    guard Set([clock, mosi, miso, select]).count == 4 else {
      reader.report("clock, mosi, miso and select are four different lines")
      return nil
    }
    return .init(chip: chip, clock: clock, mosi: mosi, miso: miso, select: select)
  }
}
