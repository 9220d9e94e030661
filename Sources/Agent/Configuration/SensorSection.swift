public import Bus
public import Power
internal import Units

/// One sensor and what its channels tell.
public struct SensorSection: Sendable {
  /// How the owner calls it.
  public var name: String
  /// The chip or source with its settings.
  public var source: Source
  /// Which channel tells what, with the factor that corrects sign and scale.
  public var channels: [ChannelUse]

  /// A chip or file.
  public enum Source: Sendable {
    /// A chip on a named I²C bus.
    case chip(bus: String, any I2CSensor)
    /// A source that needs no bus: a file of the kernel.
    case alone(any Sensor)
    /// A Victron device on a serial line.
    case veDirect(path: String)

    /// The I²C chip's place, if it is one.
    public var place: (bus: String, address: I2CAddress)? {
      switch self {
      case .chip(let bus, let chip): (bus, chip.address)
      case .alone, .veDirect: nil
      }
    }
  }

  /// What one channel tells.
  public struct ChannelUse: Sendable, Hashable {
    /// The channel as the sensor names it.
    public var channel: String
    /// What it tells about the rig.
    public var role: SensorRole
    /// Multiplies the measured number: -1 turns a current's sign.
    public var factor: Double
  }

  /// The types an owner may write.
  enum Kind: String, CaseIterable {
    case ina219, ina226, ina228, ina3221, ads1115, hwmon, iio, vedirect
  }

  /// Which part of the rig a power monitor sits in.
  enum MonitorPlace: String, CaseIterable {
    case battery, panel
  }
}
