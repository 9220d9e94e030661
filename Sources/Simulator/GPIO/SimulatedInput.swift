internal import Bus

/// An input of the simulated chip.
final class SimulatedInput: GPIOInput {
  private let line: GPIOLine
  private let chip: SimulatedGPIO

  init(line: GPIOLine, chip: SimulatedGPIO) {
    self.line = line
    self.chip = chip
  }

  deinit { chip.release(line.offset) }

  func get() throws(BusError) -> Bool { (chip.level(line.offset) ?? false) != line.activeLow }
}
