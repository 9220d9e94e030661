public import Bus
public import Units

/// A Victron MPPT charge controller or BMV battery monitor on a serial line.
///
/// It speaks by itself, so a sample only takes what has arrived and never waits. A measurement carries the time at which
/// it was taken from the line: its block ended up to one cycle before. A device that hangs or is unplugged falls silent,
/// which is stale data; the line is opened again at the next sample.
public struct VEDirectSensor: Sensor {
  /// Rate of the text protocol in bit/s.
  public static let baud = 19200
  /// More than the line can bring in a cycle, and less than a babbling one may cost.
  static let mostBytes = 8192

  /// The device file.
  public let path: String
  private let open: @Sendable () throws(BusError) -> any SerialPort
  private var port: (any SerialPort)?
  private var parser = VEDirectParser()
  private var blocks: Int64 = 0

  /// A line that is opened at the first sample, at ``baud``.
  public init(path: String, open: @escaping @Sendable () throws(BusError) -> any SerialPort) {
    self.path = path
    self.open = open
  }

  public var identity: String { "VE.Direct at \(path)" }

  public mutating func sample(at now: Uptime) throws(SensorError) -> [Measurement] {
    do {
      let found = parser.take(try received())
      blocks += Int64(found.count)
      return measurements(found, at: now)
    } catch {
      port = nil
      parser = VEDirectParser()
      throw .bus(sensor: identity, error)
    }
  }

  private mutating func received() throws(BusError) -> [UInt8] {
    let port = if let port { port } else { try open() }
    self.port = port
    var bytes: [UInt8] = []
    while bytes.count < Self.mostBytes {
      let more = try port.read(upTo: 1024)
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  /// The newest of each value.
  private func measurements(_ found: [VEDirectBlock], at now: Uptime) -> [Measurement] {
    func newest(_ channel: String, _ value: (VEDirectBlock) -> MeasuredValue?) -> Measurement? {
      guard let value = found.reversed().lazy.compactMap(value).first else { return nil }
      // The count of blocks stands for the code: with steps of 10 mV a sound device repeats a value for minutes, and a
      // hung one sends no blocks.
      return Measurement(channel: channel, value: value, raw: blocks, atRail: false, time: now)
    }
    return [
      newest("voltage") { $0.voltage.map { .voltage($0) } },
      newest("current") { $0.current.map { .current($0) } },
      newest("panel_voltage") { $0.panelVoltage.map { .voltage($0) } },
      newest("panel_power") { $0.panelPower.map { .power($0) } },
      newest("temperature") { $0.temperature.map { .temperature($0) } },
      newest("energy") { $0.totalYield.map { .energy($0) } },
    ].compactMap { $0 }
  }
}
