public import Bus
public import Units

/// One I²C bus of the rig.
public struct BusSection: Sendable, Hashable {
  /// Two lines that are wired to SCL and SDA beside the adapter's own pins, to clock a held bus free.
  public struct RecoveryLines: Sendable, Hashable {
    /// Wired to SCL.
    public var clock: GPIOLine
    /// Wired to SDA.
    public var data: GPIOLine
  }

  /// What sensors, switches and boards call it.
  public var name: String
  /// The device file, `/dev/i2c-1`.
  public var path: String
  /// What its clock should be; compared with what the kernel says.
  public var speed: Hertz?
  /// How often addresses without an owner are looked at; zero for never.
  public var rescan: Duration = .seconds(600)
  /// Lines for freeing it; nil where none are wired.
  public var recovery: RecoveryLines?

  /// A bus by name and path.
  public init(name: String, path: String) {
    self.name = name
    self.path = path
  }

  init?(name: String, reading reader: ConfigurationReader) {
    let path = reader.requiredText("path", example: "/dev/i2c-1")
    let speed = reader.quantity("speed", as: Hertz.self, in: Hertz(10_000)...Hertz(400_000))
    let rescan = reader.duration("rescan", in: Span(0)...Span(86400))
    let recovery = reader.section("recovery").flatMap(Self.recovery)
    reader.finish()
    guard let path else { return nil }
    guard path.hasPrefix("/") else {
      reader.report("must be an absolute path such as /dev/i2c-1", at: "path")
      return nil
    }
    self.init(name: name, path: path)
    self.speed = speed
    self.recovery = recovery
    if let rescan { self.rescan = rescan }
  }

  private static func recovery(_ reader: ConfigurationReader) -> RecoveryLines? {
    let chip = reader.requiredText("chip", example: "/dev/gpiochip0")
    func line(_ key: String) -> Int? {
      if !reader.has(key) { reader.report("\"\(key)\" is missing; write \(key): 23") }
      return reader.integer(key, in: 0...1023)
    }
    let (clock, data) = (line("scl"), line("sda"))
    reader.finish()
    guard let chip, let clock, let data else { return nil }
    guard clock != data else {
      reader.report("scl and sda are the same line; each needs its own", at: "sda")
      return nil
    }
    return RecoveryLines(clock: GPIOLine(chip: chip, offset: clock), data: GPIOLine(chip: chip, offset: data))
  }
}
