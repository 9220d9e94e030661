public import Bus
public import Units

/// A chip on an I²C bus. The bus is handed in for each sample, by whoever owns it at that moment.
///
/// A chip that needs time to convert starts a conversion in one sample and reads it in the next, so that nobody waits
/// while holding the bus; the measurement carries the time at which the conversion was started.
public protocol I2CSensor: Sendable {
  /// What and where, for messages: `INA219 at 64 (0x40)`.
  var identity: String { get }
  /// The chip's address.
  var address: I2CAddress { get }
  /// What the chip says now. Empty while it is warming up.
  mutating func sample(on bus: any I2CBus, at now: Uptime) throws(SensorError) -> [Measurement]
}
