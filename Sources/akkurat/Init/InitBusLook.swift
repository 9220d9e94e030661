import Bus
import Foundation
import Mining
import Power

/// Who is on a bus, as `akkurat init` needs it.
struct InitBusLook {
  private(set) var chips: [(address: I2CAddress, chip: ChipProbe.Finding)] = []
  private(set) var boards: [(address: I2CAddress, dialect: BoardDialect)] = []
  /// Answered, and could not be told or may not be asked.
  private(set) var others: [I2CAddress] = []

  /// Where expanders, memories, clocks and air sensors live: a board is not looked for there unless its owner names it.
  private static let taken: [ClosedRange<UInt8>] = [0x20...0x27, 0x38...0x3F, 0x50...0x57, 0x68...0x68, 0x76...0x77]

  /// Reads at every address; asks at those of measuring chips which one it is, and elsewhere whether a board is there.
  init(_ bus: any I2CBus, drivers: [I2CAddress: String]) throws(BusError) {
    let scan = try BusScan(bus, skipping: Set(drivers.keys))
    for address in scan.found {
      if ChipProbe.addresses.contains(address.value) {
        if let chip = try? ChipProbe.ask(address, on: bus) {
          chips.append((address, chip))
        } else {
          others.append(address)
        }
      } else if Self.taken.contains(where: { $0.contains(address.value) }) {
        others.append(address)
      } else {
        ask(address, bus)
      }
    }
    others += drivers.keys.sorted()
  }

  private mutating func ask(_ address: I2CAddress, _ bus: any I2CBus) {
    switch try? BoardProbe.ask(address, on: bus) {
    case .akkurat?: boards.append((address, .akkurat))
    case .classic?: boards.append((address, .classic))
    case .unknown?, nil: others.append(address)
    }
  }

  /// For the owner.
  var lines: [String] {
    chips.map { "  \($0.address): \($0.chip.rawValue)" }
      + boards.map { "  \($0.address): board, \($0.dialect.rawValue)" }
      + others.map { "  \($0): not told what it is; name it by --sensor or --board" }
  }
}
