public import Units

/// One Mini Pro of a simulated rig.
public struct BoardDescription: Sendable, Hashable {
  /// Which firmware it runs.
  public enum Dialect: Sendable, Hashable {
    /// The ATmega328P firmware of the original rig.
    case classic
    /// Its ATtiny85 relative with 16-byte buffers.
    case classic85
    /// JK-Rolling's family, with or without the CRC.
    case stream(checksum: Bool)
    /// This project's own firmware.
    case akkurat
  }

  /// As the truth names it.
  public var label: String
  /// Which firmware it runs.
  public var dialect: Dialect
  /// 7-bit address; `classic` boards keep it in EEPROM and may be given another.
  public var address: UInt8
  /// Hashes a second while it searches.
  public var hashRate: HashRate
  /// GPIO line of its power switch, high is on; nil is always on.
  public var switchLine: Int?
  /// Draw while it waits.
  public var idle: Watts
  /// Draw while it searches.
  public var hashing: Watts
  /// Draw in power-down, regulator and LED included; only `akkurat` boards sleep.
  public var sleep: Watts
  /// Draw on top of idle in the first 20 ms.
  public var inrush: Watts
  /// From power to the first acknowledged address.
  public var bootTime: Duration
  /// Below this rail voltage it is held in reset.
  public var brownOut: Volts

  /// A board by its parts; the defaults are a 16 MHz ATmega328P at 5 V.
  public init(
    label: String, dialect: Dialect = .classic, address: UInt8, hashRate: HashRate = HashRate(195),
    switchLine: Int? = nil, idle: Watts = Watts(0.075), hashing: Watts = Watts(0.125), sleep: Watts = Watts(0.02),
    inrush: Watts = Watts(0.6),
    bootTime: Duration = .milliseconds(300), brownOut: Volts = Volts(4.3)
  ) {
    self.label = label
    self.dialect = dialect
    self.address = address
    self.hashRate = hashRate
    self.switchLine = switchLine
    self.idle = idle
    self.hashing = hashing
    self.sleep = sleep
    self.inrush = inrush
    self.bootTime = bootTime
    self.brownOut = brownOut
  }

  /// A board with this project's firmware: the assembly kernel's 3,950 H/s, idle sleep between jobs.
  public static func akkurat(label: String, address: UInt8, switchLine: Int? = nil) -> BoardDescription {
    BoardDescription(
      label: label, dialect: .akkurat, address: address, hashRate: HashRate(3950), switchLine: switchLine,
      idle: Watts(0.032), hashing: Watts(0.072))
  }
}
