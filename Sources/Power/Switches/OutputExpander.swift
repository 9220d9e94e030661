public import Bus

/// A chip on an I²C bus that adds output pins.
///
/// Its outputs hold when this process dies, and when the bus hangs.
public protocol OutputExpander: Sendable {
  /// What and where, for messages: `PCF8574 at 32 (0x20)`.
  var identity: String { get }
  /// The chip's address.
  var address: I2CAddress { get }
  /// Drives the pins in `used` to the levels in `high` (bit 0 is the first pin) and leaves the others inputs. Writes
  /// everything each time: a chip that lost its supply for a moment is right again after one call.
  func drive(_ high: UInt16, used: UInt16, on bus: any I2CBus) throws(BusError)
  /// The levels the pins really have.
  func levels(on bus: any I2CBus) throws(BusError) -> UInt16
}
