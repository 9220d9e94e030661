internal import Bus
public import Units

/// One number of the kernel: a hwmon or IIO channel, a thermal zone, a 1-wire thermometer's `temperature`.
///
/// Source: Linux kernel, Documentation/hwmon/sysfs-interface.rst (`in*_input` millivolts, `curr*_input` milliamperes,
/// `temp*_input` millidegrees Celsius, `power*_input` microwatts) and Documentation/ABI/testing/sysfs-bus-iio
/// (`in_voltageN_raw`: (raw + offset) × scale is in millivolts).
public struct SysfsSensor: Sensor {
  /// What the file's number means.
  public enum Kind: String, Sendable, CaseIterable {
    /// Millivolts.
    case voltage
    /// Milliamperes.
    case current
    /// Thousandths of a degree Celsius.
    case temperature
    /// Microwatts.
    case power
  }

  /// The file.
  public let path: String
  /// What it holds.
  public let kind: Kind
  /// Multiplies the number (a divider's ratio, or IIO's `scale`), after ``offset`` was added.
  public let scale: Double
  /// Added to the number first (IIO's `offset`).
  public let offset: Double
  private let file: SysfsAttribute

  /// A file and what it means.
  public init(path: String, kind: Kind, scale: Double = 1, offset: Double = 0) {
    self.path = path
    self.kind = kind
    self.scale = scale
    self.offset = offset
    file = SysfsAttribute(path: path)
  }

  public var identity: String { "sensor file \(path)" }

  public mutating func sample(at now: Uptime) throws(SensorError) -> [Measurement] {
    let text: String
    do { text = try file.read() } catch { throw .bus(sensor: identity, error) }
    guard let number = Double(text), number.isFinite else { throw .unreadable(sensor: identity, text: text) }
    let scaled = (number + offset) * scale
    let value: MeasuredValue =
      switch kind {
      case .voltage: .voltage(Volts(scaled / 1000))
      case .current: .current(Amps(scaled / 1000))
      case .temperature: .temperature(Celsius(scaled / 1000))
      case .power: .power(Watts(scaled / 1e6))
      }
    return [Measurement(channel: kind.rawValue, value: value, raw: Int64(number), atRail: false, time: now)]
  }
}
