/// The bus address in EEPROM, such that a power cut at any moment leaves the old or the new one.
///
/// Two slots of four cells: `marker, generation, address, check`. A slot counts when its marker is 0xA5 and its check
/// fits; of two the younger one rules. A change goes to the slot that does not rule:
///
///     marker := 0xFF │ generation │ address │ check │ marker := 0xA5 │ cell 0 := address
///
/// The byte under programming is undefined for the 3.4 ms it takes (ATmega328P data sheet, section 8.6.3, table 8-1). While
/// the marker goes to 0xFF it may still read 0xA5: then the slot holds its old, older record. While the others are
/// written the marker is firmly 0xFF. While it goes to 0xA5 the record behind it is complete. No state in between is
/// both valid and wrong.
///
/// Cell 0 is where the original firmware keeps its address: it is read when there is no valid slot (a board that comes
/// from that firmware), and written last, so that the way back works. The slots rule; a cell 0 that differs is repaired.
public struct AddressStore: Sendable {
  /// Cell of the original firmware.
  public static var legacyCell: UInt8 { 0 }
  /// First cell of the two slots.
  public static var firstSlot: UInt8 { 0x10 }
  /// Address of a board whose EEPROM is empty.
  public static var defaultAddress: UInt8 { 8 }
  static var marker: UInt8 { 0xA5 }

  private var generation: UInt8 = 0
  /// 0 or 4: the slot to be written next, relative to `firstSlot`.
  private var spare: UInt8 = 0
  private var address: UInt8 = 0
  /// 0…5: next write; 6: nothing to do.
  private var step: UInt8 = 6

  /// Nothing read yet.
  public init() {}

  /// Reads what is stored.
  /// - Returns: the address to answer at, 8…119.
  public mutating func load<Cells: AddressCells>(_ cells: inout Cells) -> UInt8 {
    let first = AddressStore.isValid(0, &cells)
    let second = AddressStore.isValid(4, &cells)
    let legacy = cells.read(AddressStore.legacyCell)
    if !first && !second {
      generation = 0
      spare = 0
      return AddressStore.isLegal(legacy) ? legacy : AddressStore.defaultAddress
    }
    let firstAge = cells.read(AddressStore.firstSlot &+ 1)
    let secondAge = cells.read(AddressStore.firstSlot &+ 5)
    let secondRules = second && (!first || (secondAge &- firstAge) & 0x80 == 0)
    spare = secondRules ? 0 : 4
    generation = secondRules ? secondAge : firstAge
    address = cells.read(AddressStore.firstSlot &+ (4 &- spare) &+ 2)
    step = legacy == address ? 6 : 5
    return address
  }

  /// Begins to store `address`. A change under way is given up, or, once its marker is set, is history.
  public mutating func store(_ address: UInt8) {
    self.address = address
    step = 0
  }

  /// The next byte to program, when the last one is done; nil when all is stored.
  public mutating func nextWrite() -> CellWrite? {
    let slot = AddressStore.firstSlot &+ spare
    let now = step
    if now == 6 { return nil }
    step = now &+ 1
    switch now {
    case 0: return CellWrite(cell: slot, value: 0xFF)
    case 1: return CellWrite(cell: slot &+ 1, value: generation &+ 1)
    case 2: return CellWrite(cell: slot &+ 2, value: address)
    case 3: return CellWrite(cell: slot &+ 3, value: AddressStore.check(generation &+ 1, address))
    case 4:
      takeSpareIntoForce()
      return CellWrite(cell: slot, value: AddressStore.marker)
    default: return CellWrite(cell: AddressStore.legacyCell, value: address)
    }
  }

  /// The address being stored, or stored last.
  public var storedAddress: UInt8 { address }

  /// True while bytes are left to program.
  public var isBusy: Bool { step != 6 }

  /// From the moment the marker is ordered the slot counts as the ruling one.
  private mutating func takeSpareIntoForce() {
    generation &+= 1
    spare = 4 &- spare
  }

  static func check(_ generation: UInt8, _ address: UInt8) -> UInt8 {
    var check = Crc8(0x5A)
    check.add(generation)
    check.add(address)
    return check.value
  }

  static func isLegal(_ address: UInt8) -> Bool { address >= 8 && address <= 119 }

  private static func isValid<Cells: AddressCells>(_ slot: UInt8, _ cells: inout Cells) -> Bool {
    let base = firstSlot &+ slot
    if cells.read(base) != marker { return false }
    let address = cells.read(base &+ 2)
    return isLegal(address) && cells.read(base &+ 3) == check(cells.read(base &+ 1), address)
  }
}
