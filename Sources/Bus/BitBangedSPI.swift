public import Units

/// An SPI slave on four GPIO lines, in mode 0, most significant bit first: no bus driver of the kernel is needed.
///
///     select ──┐                                   ┌──   low throughout
///     clock    └─┐ ┌─┐ ┌─┐ … ┌─┐ ┌─┐               │     the slave takes MOSI at its rise and
///     MOSI     ──< bit 7 >< bit 6 >… >─────────────┘     changes MISO at its fall
///
/// A line changes in 2 to 20 µs, by the machine, so a byte takes 0.05 to 0.5 ms. The process may be interrupted at any
/// clock; a slave that does not bear this names its limit, and an exchange that took longer is done again.
public final class BitBangedSPI: SPIDevice {
  /// Which lines.
  public struct Lines: Sendable, Hashable {
    /// Path or label of the GPIO chip.
    public var chip: String
    /// SCLK, to the slave.
    public var clock: Int
    /// To the slave's data input.
    public var mosi: Int
    /// From the slave's data output.
    public var miso: Int
    /// To the slave's chip select, which is active low.
    public var select: Int

    /// Four lines of a chip.
    public init(chip: String, clock: Int, mosi: Int, miso: Int, select: Int) {
      self.chip = chip
      self.clock = clock
      self.mosi = mosi
      self.miso = miso
      self.select = select
    }

    /// All of them, as they are requested.
    public var all: [GPIOLine] {
      [clock, mosi, miso].map { GPIOLine(chip: chip, offset: $0) }
        + [GPIOLine(chip: chip, offset: select, activeLow: true)]
    }
  }

  /// How often an exchange that was too slow is done again.
  static let attempts = 3

  private let lines: Lines
  private let limit: Duration?
  private let timebase: any Timebase
  private let clock: any GPIOOutput
  private let mosi: any GPIOOutput
  private let miso: any GPIOInput
  private let select: any GPIOOutput

  /// Takes the lines: clock and data low, the slave not selected.
  ///
  /// - Parameter limit: the longest exchange that counts; nil for a slave that waits for ever.
  public init(
    _ lines: Lines, from provider: any GPIOProvider, limit: Duration? = nil, timebase: any Timebase = SystemTimebase()
  ) throws(BusError) {
    self.lines = lines
    self.limit = limit
    self.timebase = timebase
    let wanted = lines.all
    select = try provider.output(wanted[3], initially: false)
    clock = try provider.output(wanted[0], initially: false)
    mosi = try provider.output(wanted[1], initially: false)
    miso = try provider.input(wanted[2], bias: .asIs)
  }

  public func exchange(_ bytes: [UInt8]) throws(BusError) -> [UInt8] {
    for _ in 0..<Self.attempts {
      let begin = timebase.now
      let answer = try exchangeOnce(bytes)
      guard let limit, timebase.now - begin > limit else { return answer }
    }
    throw .system(
      operation: "An exchange of \(bytes.count) bytes on \(lines.chip) lines \(lines.clock), \(lines.mosi), "
        + "\(lines.miso), \(lines.select)", errno: 62, reason: "the machine was too busy to clock it in time")
  }

  private func exchangeOnce(_ bytes: [UInt8]) throws(BusError) -> [UInt8] {
    try select.set(true)
    do {
      var answer: [UInt8] = []
      for byte in bytes { answer.append(try exchange(byte)) }
      try select.set(false)
      return answer
    } catch {
      try? clock.set(false)
      try? select.set(false)
      throw error
    }
  }

  private func exchange(_ byte: UInt8) throws(BusError) -> UInt8 {
    var answer: UInt8 = 0
    for bit in (0..<8).reversed() {
      try mosi.set(byte >> UInt8(bit) & 1 == 1)
      try clock.set(true)
      answer = answer << 1 | (try miso.get() ? 1 : 0)
      try clock.set(false)
    }
    return answer
  }
}
