public import Units

/// What became of the transactions on a bus, by address, and whether the bus itself may be stuck. A value: told each
/// outcome, it counts.
public struct BusHealth: Sendable, Hashable {
  /// One address's transactions since the bus was opened.
  public struct Counts: Sendable, Hashable {
    /// All.
    public var transactions = 0
    /// Nobody acknowledged.
    public var notAcknowledged = 0
    /// Ran into a time limit.
    public var timedOut = 0
    /// Failed otherwise.
    public var otherFailures = 0
    /// How long the wire was busy with them.
    public var busy: Duration = .zero

    /// Nothing yet.
    public init() {}
  }

  /// Counts by address, of every address that was ever spoken to.
  public private(set) var counts: [I2CAddress: Counts] = [:]
  /// The address whose transaction blocked the bus last, while nothing else has got through since. A reason to look at
  /// the bus, no proof that it is stuck.
  public private(set) var suspect: I2CAddress?

  /// Nothing has happened.
  public init() {}

  /// Notes a transaction; `error` is nil for one that was carried out.
  public mutating func note(_ address: I2CAddress, error: BusError?, took time: Duration) {
    var count = counts[address] ?? Counts()
    count.transactions += 1
    count.busy += time
    switch error {
    case nil: break
    case .noAcknowledge: count.notAcknowledged += 1
    case .timedOut: count.timedOut += 1
    default: count.otherFailures += 1
    }
    counts[address] = count
    if let error, error.mayBeTheBus { suspect = suspect ?? address } else { suspect = nil }
  }
}

extension BusError {
  /// Whether this is what a stuck bus looks like. Somebody who does not acknowledge proves that both lines move.
  public var mayBeTheBus: Bool {
    switch self {
    case .timedOut, .lineHeld, .arbitrationLost, .system: true
    case .noAcknowledge, .cannotOpen, .unsupported, .closed: false
    }
  }
}
