public import Bus
public import Power

/// A source on a serial line, an SPI bus or GPIO lines: what it takes for itself, and how it is opened.
public struct HardwareSensor: Sendable {
  /// Device files, each for this sensor alone.
  public var paths: [String] = []
  /// GPIO lines, each for this sensor alone.
  public var lines: [GPIOLine] = []
  /// What its channels can tell, where that is known beforehand.
  public var spans: [String: MeasuringSpan] = [:]
  /// Makes the driver; nothing is opened before its first sample.
  public var make: @Sendable (any RigHardware) -> any Sensor
}
