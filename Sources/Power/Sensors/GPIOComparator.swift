public import Bus
public import Units

/// A line that says whether the battery is low: the output of a comparator, a supervisor or an ADS1115's ALERT pin.
///
/// The line is read once a cycle. Wire its pull so that a broken wire says "low".
public struct GPIOComparator: Sensor {
  /// The line; its active level means "low".
  public let line: GPIOLine
  /// What keeps it at a level when nobody drives it.
  public let bias: GPIOBias
  private let open: @Sendable () throws(BusError) -> any GPIOInput
  private var input: (any GPIOInput)?

  /// A line that is requested at the first sample.
  public init(
    _ line: GPIOLine, bias: GPIOBias = .asIs, open: @escaping @Sendable () throws(BusError) -> any GPIOInput
  ) {
    self.line = line
    self.bias = bias
    self.open = open
  }

  public var identity: String { "comparator on \(line)" }

  public mutating func sample(at now: Uptime) throws(SensorError) -> [Measurement] {
    do {
      let input = if let input { input } else { try open() }
      self.input = input
      let isLow = try input.get()
      return [Measurement(channel: "low", value: .state(isLow), raw: isLow ? 1 : 0, atRail: false, time: now)]
    } catch {
      input = nil
      throw .bus(sensor: identity, error)
    }
  }
}
