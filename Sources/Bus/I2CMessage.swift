/// One part of an I²C transaction; the parts are joined by repeated starts.
///
///     S addr W A  byte A  byte A  …   (write)
///     S addr R A  byte A  …  byte N   (read)
public enum I2CMessage: Sendable, Hashable {
  /// Bytes to the device. An empty write is an address probe; it disturbs `classic` boards.
  case write([UInt8])
  /// A count of bytes from the device, at least 1.
  case read(count: Int)
}
