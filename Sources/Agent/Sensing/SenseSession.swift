internal import Bus
internal import Power
public import Units

/// A rig's sensors opened by hand, and nothing else: no switch is requested, no board is spoken to.
///
/// Never beside a running agent: two readers of one converter read each other's inputs.
public struct SenseSession: Sendable {
  /// How long a sensor may take until its first reading, a VE.Direct line with its thrown-away first block being slowest.
  public static let warmUp = Duration.seconds(4)
  /// From one look to the next while something warms up: longer than any conversion.
  public static let pace = Duration.milliseconds(250)

  private var bench: SensorBench
  private var panel: SensePanel
  private let unreachable: [String: String]
  private let timebase: any Timebase
  /// Held for the bench, which sees them by their threads.
  private let buses: [String: SharedI2CBus]

  /// Opens the buses that sensors sit on. One that cannot be opened is told as the failure of its sensors.
  public init(_ configuration: AgentConfiguration, on hardware: any RigHardware, timebase: any Timebase) {
    var buses: [String: SharedI2CBus] = [:]
    var unreachable: [String: String] = [:]
    for section in configuration.sensors {
      switch section.source {
      case .chip(let name, _):
        guard buses[name] == nil, let bus = configuration.buses.first(where: { $0.name == name }) else { break }
        do {
          buses[name] = SharedI2CBus(try hardware.i2cBus(at: bus.path), name: name, timebase: timebase)
        } catch {
          unreachable[section.name] = "\(error)"
        }
      case .board: unreachable[section.name] = "boards report to a running agent only"
      case .alone, .hardware: break
      }
    }
    self.buses = buses
    self.unreachable = unreachable
    self.timebase = timebase
    bench = SensorBench(sections: configuration.sensors, buses: buses, hardware: hardware)
    panel = SensePanel(sensors: configuration.sensors, on: configuration.sensingRig, at: timebase.now)
  }

  /// Samples everything once and tells every channel.
  public nonisolated(nonsending) mutating func sample() async -> [SenseRow] {
    let now = timebase.now
    for (sensor, reason) in unreachable { panel.note(failure: reason, from: sensor) }
    for outcome in await bench.sample(at: now) {
      switch outcome.result {
      case .success(let measurements): panel.note(measurements, from: outcome.sensor, load: CommandedLoad())
      case .failure(let error): panel.note(failure: "\(error)", from: outcome.sensor)
      }
    }
    return panel.rows(at: now)
  }

  /// Samples until every channel has said something, or for ``warmUp``.
  public nonisolated(nonsending) mutating func firstRows(
    pausing pause: @Sendable (Duration) async throws -> Void
  ) async throws -> [SenseRow] {
    let end = timebase.now + Self.warmUp
    var rows = await sample()
    while rows.contains(where: { $0.quality == .warmingUp }), timebase.now < end {
      try await pause(Self.pace)
      rows = await sample()
    }
    return rows
  }
}
