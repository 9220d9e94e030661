/// EEPROM as the address store reads it: a cell at a time, no side effect.
public protocol AddressCells {
  /// The byte of `cell`.
  mutating func read(_ cell: UInt8) -> UInt8
}
