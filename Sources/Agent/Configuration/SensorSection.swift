public import Bus
public import Power
public import Units

/// One sensor and what its channels tell.
public struct SensorSection: Sendable {
  /// How the owner calls it.
  public var name: String
  /// The chip or source with its settings.
  public var source: Source
  /// Which channel tells what, with the factor that corrects sign and scale.
  public var channels: [ChannelUse]
  /// Its readings are stale after this long.
  public var freshness = Duration.seconds(15)

  /// A chip or file.
  public enum Source: Sendable {
    /// A chip on a named I²C bus.
    case chip(bus: String, any I2CSensor)
    /// A source that needs nothing to be opened: a file of the kernel.
    case alone(any Sensor)
    /// A source on a serial line, an SPI bus or GPIO lines.
    case hardware(HardwareSensor)
    /// The supply that a named board with the dialect `akkurat` reports.
    case board(String)

    /// The I²C chip's place, if it is one.
    public var place: (bus: String, address: I2CAddress)? {
      if case .chip(let bus, let chip) = self { (bus, chip.address) } else { nil }
    }

    /// Device files and lines that it takes for itself.
    public var hardware: HardwareSensor? {
      if case .hardware(let hardware) = self { hardware } else { nil }
    }

    /// What a channel can tell at all, where that is known beforehand.
    public func span(of channel: String) -> MeasuringSpan? {
      switch self {
      case .chip(_, let chip): (chip as? any SpanStating)?.span(of: channel)
      case .alone(let sensor): (sensor as? any SpanStating)?.span(of: channel)
      case .hardware(let hardware): hardware.spans[channel]
      case .board: nil
      }
    }
  }

  /// What one channel tells.
  public struct ChannelUse: Sendable, Hashable {
    /// The channel as the sensor names it.
    public var channel: String
    /// What it tells about the rig.
    public var role: SensorRole
    /// The boards that draw through it, for `board_voltage` and `board_current`.
    public var boards: [String] = []
    /// Multiplies the measured number: -1 turns a current's sign.
    public var factor: Double = 1
    /// What the owner's multimeter said about it.
    public var calibration = ChannelCalibration.none
    /// The parts before it, for judging whether they bear it.
    public var wiring: ChannelWiring?
    /// The trip point, of a `battery_low` line.
    public var threshold: Volts?

    /// The true number for a measured one.
    public func corrected(_ number: Double) -> Double { calibration.applied(to: number * factor) }
  }

  /// The types an owner may write.
  enum Kind: String, CaseIterable {
    case ina219, ina226, ina228, ina3221, ads1115, ads1015, mcp3008, mcp3208, pcf8591, hwmon, iio, w1, vedirect
    case comparator, board
  }

  /// Which part of the rig a power monitor sits in.
  enum MonitorPlace: String, CaseIterable {
    case battery, panel, boards
  }
}
