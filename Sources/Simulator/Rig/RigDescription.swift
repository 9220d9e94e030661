public import Units

/// Everything a simulated rig is made of.
public struct RigDescription: Sendable {
  /// Sun, panel, battery, host.
  public var world: WorldDescription
  /// Chips that measure, in the order faults count them.
  public var sensors: [SensorDescription]
  /// Mini Pros, in the order faults count them.
  public var boards: [BoardDescription]
  /// What breaks and when.
  public var faults: [Fault]
  /// SCL frequency.
  public var busClock: Hertz
  /// What becomes of the time that bytes take.
  public var pacing: SimulatedI2CBus.Pacing
  /// Name of the GPIO chip.
  public var gpioChip: String
  /// Name of the bus.
  public var busName: String
  /// Searches take this many times longer than the boards' rates say, as far as the world sees it. A world that runs
  /// faster than boards and TCP can follow is given to the miner at a slower pace by it: mining is sampled.
  public var searchStretch = 1.0

  /// A rig by its parts.
  public init(
    world: WorldDescription = WorldDescription(), sensors: [SensorDescription], boards: [BoardDescription],
    faults: [Fault] = [], busClock: Hertz = Hertz(100_000), pacing: SimulatedI2CBus.Pacing = .free,
    gpioChip: String = "gpiochip-sim", busName: String = "i2c-sim"
  ) {
    self.world = world
    self.sensors = sensors
    self.boards = boards
    self.faults = faults
    self.busClock = busClock
    self.pacing = pacing
    self.gpioChip = gpioChip
    self.busName = busName
  }

  /// The demonstration's rig: a LiFePO4 battery that begins the night a third full, a panel that fills it by early
  /// afternoon, and `classic` boards on switched supplies.
  ///
  /// - Parameter count: boards, 1–12; addresses from 8, switches from line 17.
  public static func demonstration(boards count: Int = 4, sun: SunSeries = .alamosa, seed: UInt64 = 1) -> RigDescription
  {
    let noise = Noise(seed: seed).stream(9000)
    let boards = (0..<min(12, max(1, count))).map { index in
      BoardDescription(
        label: "board \(index + 1)", address: UInt8(8 + index),
        hashRate: HashRate((187 + 21 * noise.uniform(index)).rounded()), switchLine: 17 + index)
    }
    let world = WorldDescription(
      sun: sun, panel: PanelDescription(peak: Watts(8)),
      battery: .lithiumIronPhosphate4S(capacity: AmpHours(3), startingCharge: StateOfCharge(0.38)), seed: seed)
    return RigDescription(
      world: world, sensors: [.batteryMonitor, .panelMonitor, .voltageAndTemperature, .boardsMonitor],
      boards: boards)
  }
}
