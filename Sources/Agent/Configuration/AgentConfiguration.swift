public import Bus
public import Power
public import Units

/// Everything an owner may say about a rig, checked.
public struct AgentConfiguration: Sendable {
  /// Panel, battery, host: the energy side.
  public var rig: RigDescription
  /// The battery as the estimator knows it.
  public var battery: BatteryDescription
  /// Thresholds and times.
  public var protection: GovernorSettings
  /// By name.
  public var buses: [BusSection]
  /// In the order of preference.
  public var sensors: [SensorSection]
  /// The file that `akkurat calibrate` writes, as the configuration names it.
  public var calibrationFile: String?
  /// By name.
  public var switches: [SwitchSection]
  /// In the order of priority.
  public var boards: [BoardSection]
  /// Where and for whom.
  public var pool: PoolSection
  /// Rules of the calendar.
  public var schedules: ScheduleBook
  /// How the agent itself runs.
  public var service: ServiceSection
  /// How the host is powered down; nil when it is not.
  public var host: HostSection?
  /// What is written down, where and for how long.
  public var history: HistorySection
  /// Where a weather forecast comes from.
  public var weather: WeatherSection
  /// The WebREPL port; nil: none.
  public var webREPL: WebREPLSection?
  /// Doors of the rig console.
  public var console: ConsoleSection
  /// The page and the HTTP interface; nil where there is none.
  public var web: WebSection?

  /// What the file says, key by key.
  public var outline: ConfigurationOutline

  /// The rig as the planner sees it: with the boards that are really configured.
  public var plannedRig: RigDescription {
    var rig = rig
    guard !boards.isEmpty else { return rig }
    rig.boardCount = boards.count
    rig.boardPower = boards.map(\.draw).reduce(.zero, +) / Double(boards.count)
    return rig
  }

  /// Addresses of a bus that somebody is configured at.
  public func addresses(on bus: String) -> Set<I2CAddress> {
    let chips = sensors.compactMap(\.source.place).filter { $0.bus == bus }.map(\.address)
    let expanders = switches.compactMap(\.expander).filter { $0.bus == bus }.map(\.address)
    return Set(chips + expanders + boards.filter { $0.bus == bus }.map(\.address))
  }

  /// Nominal voltage of the pack, for judging what is plausible.
  public var nominalVoltage: Volts {
    battery.table.restVoltagePerCell(at: StateOfCharge(0.5)) * Double(battery.cells)
  }

  /// What the sensors' judges need to know of the battery.
  var sensingRig: ChannelJudge.Rig { .init(nominal: nominalVoltage, resistance: rig.battery.resistance) }

  /// Reads and checks YAML text.
  ///
  /// - Parameters:
  ///   - file: the file's name, for the messages.
  ///   - program: name and version as the pool lists them.
  ///   - includes: finds the files that the configuration names; without it none is read.
  /// - Throws: all problems at once, each with line, column and what to write instead.
  public init(
    parsing text: String, file: String, program: String, includes: ConfigurationIncludes? = nil
  ) throws(ConfigurationProblems) {
    let document = try ConfigurationDocument(parsing: text, file: file)
    let root = document.root
    let rig = RigSection.read(root.section("rig"))
    let battery = Self.battery(of: rig)
    protection = ProtectionSection.read(root.section("protection"), battery: battery)
    buses = root.named("buses").compactMap { BusSection(name: $0.name, reading: $0.reader) }
    let sensors = root.items("sensors") { SensorSection(reading: $0) }
    let isGuarded = root.section("service")?.has("watchdog") ?? false
    let switches = root.items("switches") { SwitchSection(reading: $0, isGuarded: isGuarded) }
    calibrationFile = root.text("calibration")
    let boards = root.items("boards") { BoardSection(reading: $0, draw: rig.boardPower) }
    let schedules = root.items("schedules") { ScheduleSection.read($0) }
    service = ServiceSection(reading: root.section("service"))
    history = HistorySection(reading: root.section("history"), state: service.stateDirectory)
    host = root.section("host").map { HostSection(reading: $0) }
    web = root.section("web").map { WebSection(reading: $0) }
    weather = WeatherSection(reading: root.section("weather"), hasPlace: rig.place != nil)
    webREPL = root.section("webrepl").flatMap { WebREPLSection(reading: $0) }
    console = ConsoleSection(reading: root.section("console"))
    let pool = root.section("pool").flatMap { PoolSection(reading: $0, program: program) }
    if !root.has("pool") { root.missing("pool", "{user: \"your-wallet-name\"}") }
    root.finish()
    ConfigurationCrossCheck(
      root: root, buses: buses, sensors: sensors, switches: switches, boards: boards, service: service,
      schedules: schedules
    ).run()
    outline = ConfigurationOutline(root)
    let included = calibrationFile.flatMap { name in includes.map { (name: name, found: $0(name)) } }
    switch included?.found {
    case .absent?:
      root.report(
        "there is no such file; make it with \"akkurat calibrate\", or take this line out", at: "calibration")
    case .unreadable(let reason)?: root.report(reason, at: "calibration")
    case .text?, nil: break
    }
    try document.validate()
    // Without a pool section a problem was reported above, so this is not reached without one.
    guard let pool else { throw ConfigurationProblems([]) }
    self.pool = pool
    self.rig = rig
    self.battery = battery
    self.sensors = sensors.map(\.value)
    self.switches = switches.map(\.value)
    self.boards = boards.map(\.value)
    self.schedules = ScheduleBook(schedules.map(\.value))
    letSleep()
    if case .text(let text)? = included?.found {
      outline.include(text, for: "calibration")
      try calibrate(with: text, file: includes?.path(of: included?.name ?? "") ?? "")
    }
  }

  /// Boards that a sleep command switches are always fed.
  private mutating func letSleep() {
    let sleepers = Set(switches.filter { $0.drive == .sleep }.map(\.name))
    for index in boards.indices where boards[index].supply.map(sleepers.contains) ?? false {
      boards[index].supply = nil
    }
  }

  /// Puts calibrations on the channels they name.
  private mutating func calibrate(with text: String, file: String) throws(ConfigurationProblems) {
    let entries = try CalibrationFile.entries(in: text, file: file, for: sensors)
    for (index, sensor) in sensors.enumerated() {
      for (position, use) in sensor.channels.enumerated() {
        if let calibration = entries["\(sensor.name).\(use.channel)"] {
          sensors[index].channels[position].calibration = calibration
        }
      }
    }
  }

  private static func battery(of rig: RigDescription) -> BatteryDescription {
    BatteryDescription(
      chemistry: Chemistry(rawValue: rig.battery.chemistry) ?? .lifepo4, cells: rig.battery.cells,
      nameplate: rig.battery.capacity, resistance: rig.battery.resistance)
  }
}
