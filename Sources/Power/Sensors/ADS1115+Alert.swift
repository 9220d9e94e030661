public import Units

extension ADS1115 {
  /// The chip's comparator as a "battery low" line that needs no agent: ALERT/RDY is pulled low while the input is below
  /// ``below``, and let go again above ``above``.
  ///
  /// The traditional comparator asserts above Hi_thresh and releases below Lo_thresh; with its polarity turned (asserted is
  /// high) "not asserted" is a low pin. So from power-on until it is set up the pin is high, then low until the input was once
  /// above ``above``: started between the two it says "low".
  /// Source: SBAS444E and SBAS473E, §8.1.3 bits 4–0, §8.1.4 thresholds, "Digital comparator".
  public struct Alert: Sendable, Hashable {
    /// At the pin of the chip, behind the divider: below it the line falls.
    public var below: Volts
    /// At the pin of the chip: above it the line rises; greater than ``below``.
    public var above: Volts

    /// Two thresholds at the chip's pin.
    public init(below: Volts, above: Volts) {
      self.below = below
      self.above = above
    }

    /// Thresholds and a configuration of continuous conversions at the slowest rate: COMP_MODE traditional, COMP_POL
    /// active high, COMP_LAT not latching, COMP_QUE after one conversion.
    func settings(_ channel: Channel) -> ChipSettings {
      let configuration: UInt16 =
        channel.multiplexer << 12 | channel.range.rawValue << 9 | 0b000 << 5 | 0 << 4 | 1 << 3 | 0 << 2 | 0b00
      return ChipSettings(words: [
        .init(register: Register.lowThreshold, value: Self.code(below, channel.range)),
        .init(register: Register.highThreshold, value: Self.code(above, channel.range)),
        // Bit 15 tells whether a conversion runs.
        .init(register: Register.configuration, value: configuration, ignored: 1 << 15),
      ])
    }

    /// As a result of that voltage would read; the ADS1015 compares and holds only the upper twelve bits.
    private static func code(_ volts: Volts, _ range: Range) -> UInt16 {
      let code = (volts / range.fullScale * 32768).rounded()
      return UInt16(bitPattern: Int16(max(-32768, min(32767, code)))) & 0xFFF0
    }
  }
}
