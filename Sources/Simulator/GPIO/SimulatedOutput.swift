internal import Bus

/// An output of the simulated chip; the line falls back to its pull when the request ends.
final class SimulatedOutput: GPIOOutput {
  private let line: GPIOLine
  private let chip: SimulatedGPIO

  init(line: GPIOLine, chip: SimulatedGPIO) {
    self.line = line
    self.chip = chip
  }

  deinit { chip.release(line.offset) }

  func set(_ active: Bool) throws(BusError) { chip.drive(line.offset, high: active != line.activeLow) }

  func get() throws(BusError) -> Bool { (chip.level(line.offset) ?? false) != line.activeLow }
}
