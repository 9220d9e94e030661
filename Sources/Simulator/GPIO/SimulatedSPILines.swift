public import Bus
internal import Glibc
internal import Synchronization

/// Four lines with an MCP3008 or MCP3208 on them, for bit-banged SPI.
public final class SimulatedSPILines: GPIOProvider {
  private struct Levels: Sendable {
    var clock = false
    var mosi = false
    var miso = true
  }

  private let slave: SimulatedMCP3x08
  private let lines: (clock: Int, mosi: Int, miso: Int, select: Int)
  private let levels = Mutex(Levels())

  /// The chip on lines by their numbers.
  public init(_ slave: SimulatedMCP3x08, clock: Int, mosi: Int, miso: Int, select: Int) {
    self.slave = slave
    lines = (clock, mosi, miso, select)
  }

  public func output(_ line: GPIOLine, initially active: Bool) throws(BusError) -> any GPIOOutput {
    guard [lines.clock, lines.mosi, lines.select].contains(line.offset) else { throw Self.unknown(line) }
    let output = Line(chip: self, line: line)
    try output.set(active)
    return output
  }

  public func input(_ line: GPIOLine, bias: GPIOBias) throws(BusError) -> any GPIOInput {
    guard line.offset == lines.miso else { throw Self.unknown(line) }
    return Line(chip: self, line: line)
  }

  private static func unknown(_ line: GPIOLine) -> BusError {
    .system(operation: "Requesting \(line)", errno: EINVAL, reason: "the chip has no such line")
  }

  private func drive(_ offset: Int, high: Bool) {
    switch offset {
    case lines.select: slave.select(!high)
    case lines.mosi: levels.withLock { $0.mosi = high }
    default:
      levels.withLock { levels in
        defer { levels.clock = high }
        if high, !levels.clock { levels.miso = slave.rise(data: levels.mosi) }
      }
    }
  }

  private struct Line: GPIOOutput, GPIOInput {
    let chip: SimulatedSPILines
    let line: GPIOLine

    func set(_ active: Bool) throws(BusError) { chip.drive(line.offset, high: active != line.activeLow) }

    func get() throws(BusError) -> Bool { chip.levels.withLock { $0.miso } != line.activeLow }
  }
}
