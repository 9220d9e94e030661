import Chip

/// The EEPROM of the chip.
struct Cells: AddressCells {
  mutating func read(_ cell: UInt8) -> UInt8 { eeprom_byte(cell) }
}
