public import Units

/// A source of measurements that needs no I²C bus: a file of the kernel, an SPI converter, a serial line.
///
/// `sample` may take as long as its source's interface does (well under a millisecond for a file); it is called once a
/// cycle.
public protocol Sensor: Sendable {
  /// What and where, for messages: `hwmon /sys/class/hwmon/hwmon1`.
  var identity: String { get }
  /// What the source says now. Empty while it is warming up.
  mutating func sample(at now: Uptime) throws(SensorError) -> [Measurement]
}
