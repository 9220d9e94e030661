/// One EEPROM byte to be programmed.
public struct CellWrite: Sendable, Equatable {
  /// Which.
  public let cell: UInt8
  /// Its new value.
  public let value: UInt8

  /// `value` into `cell`.
  public init(cell: UInt8, value: UInt8) {
    self.cell = cell
    self.value = value
  }
}
