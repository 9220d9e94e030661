public import Bus
internal import Glibc
internal import Synchronization
public import Units

/// A bus of simulated chips, byte by byte, with the time that bytes take on a real wire.
public final class SimulatedI2CBus: I2CBus {
  /// What becomes of the time a transaction takes.
  public enum Pacing: Sendable {
    /// The chips see it pass, the caller does not wait.
    case free
    /// The caller waits as long as on a real wire, divided by the clock's speed.
    case blocking
    /// The stepped clock is moved on.
    case stepping(ManualTimebase)
  }

  /// What a bus has carried.
  public struct Statistics: Sendable, Hashable {
    /// Transactions, failed ones too.
    public var transactions = 0
    /// Bytes on the wire, address bytes too.
    public var bytes = 0
    /// Time the wire was busy.
    public var busy = Duration.zero
  }

  private struct State: Sendable {
    var devices: [any SimulatedI2CDevice] = []
    var freeAt = Uptime.zero
    var owed = Duration.zero
    var statistics = Statistics()
  }

  /// The world its chips live in.
  public let world: SimulatedWorld
  private let pacing: Pacing
  private let byteTime: Duration
  private let state: Mutex<State>

  /// An empty bus. `clock` is the frequency of SCL: nine periods a byte.
  public init(world: SimulatedWorld, clock: Hertz = Hertz(100_000), pacing: Pacing = .free) {
    self.world = world
    self.pacing = pacing
    byteTime = .seconds(9 / clock.value)
    state = Mutex(State())
  }

  /// Connects a chip.
  public func attach(_ device: any SimulatedI2CDevice) { state.withLock { $0.devices.append(device) } }

  /// What was carried so far.
  public var statistics: Statistics { state.withLock { $0.statistics } }

  public func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    let (outcome, wait) = state.withLock { state in
      let begin = max(world.now, state.freeAt)
      var wire = WireTransaction(address: address, byteTime: byteTime, time: begin)
      let outcome = wire.run(messages, on: &state.devices)
      state.freeAt = wire.time
      state.statistics.transactions += 1
      state.statistics.bytes += wire.bytes
      state.statistics.busy += wire.time - begin
      return (outcome, pause(wire.time - begin, owed: &state.owed))
    }
    if wait > .zero { Self.sleep(wait) }
    return try outcome.get()
  }

  /// What the caller really waits; short waits are collected, as a sleep is no shorter than some 50 µs.
  private func pause(_ busy: Duration, owed: inout Duration) -> Duration {
    switch pacing {
    case .free: return .zero
    case .stepping(let clock):
      clock.advance(by: busy)
      return .zero
    case .blocking:
      owed += world.timebase.realLength(of: busy)
      guard owed >= .microseconds(200) else { return .zero }
      defer { owed = .zero }
      return owed
    }
  }

  private static func sleep(_ wait: Duration) {
    let (seconds, attoseconds) = wait.components
    var request = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    nanosleep(&request, nil)
  }
}
