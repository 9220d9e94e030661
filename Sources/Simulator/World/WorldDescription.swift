public import Units

/// What the simulated world is made of, boards and wires aside.
public struct WorldDescription: Sendable, Hashable {
  /// The light.
  public var sun: SunSeries
  /// Calendar time at the start; nil is the first local midnight of the series.
  public var start: UnixTime?
  /// The panel.
  public var panel: PanelDescription
  /// The charge controller.
  public var charger: ChargerDescription
  /// The battery.
  public var battery: BatteryDescription
  /// The converter to the rail.
  public var regulator: RegulatorDescription
  /// What the host computer draws from the rail.
  public var host: Watts
  /// Temperature of the battery; nil follows the air.
  public var boxTemperature: Celsius?
  /// All noise comes from this number.
  public var seed: UInt64

  /// A world by its parts; the defaults are the demonstration's.
  public init(
    sun: SunSeries = .alamosa, start: UnixTime? = nil, panel: PanelDescription = PanelDescription(peak: Watts(10)),
    charger: ChargerDescription = .lithiumIronPhosphate4S,
    battery: BatteryDescription = .lithiumIronPhosphate4S(), regulator: RegulatorDescription = RegulatorDescription(),
    host: Watts = Watts(0.8), boxTemperature: Celsius? = Celsius(18), seed: UInt64 = 1
  ) {
    self.sun = sun
    self.start = start
    self.panel = panel
    self.charger = charger
    self.battery = battery
    self.regulator = regulator
    self.host = host
    self.boxTemperature = boxTemperature
    self.seed = seed
  }

  /// Calendar time at the start.
  public var startTime: UnixTime { start ?? sun.firstLocalMidnight }
}
