/// One EEPROM byte to be programmed.
public struct CellWrite: Sendable, Equatable {
  /// Which.
  public let cell: UInt8
  /// Its new value.
  public let value: UInt8
}
