internal import Synchronization
public import Units

/// Passes every transaction on to another bus and keeps count of what becomes of them.
public final class WatchedI2CBus: I2CBus {
  private let base: any I2CBus
  private let timebase: any Timebase
  private let state = Mutex(BusHealth())

  /// Wraps a bus; times are those of `timebase`.
  public init(_ base: any I2CBus, timebase: any Timebase) {
    self.base = base
    self.timebase = timebase
  }

  /// The count so far. May be called from anywhere.
  public var health: BusHealth { state.withLock { $0 } }

  public func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    let begin = timebase.now
    do {
      let bytes = try base.transfer(with: address, messages)
      note(address, nil, since: begin)
      return bytes
    } catch {
      note(address, error, since: begin)
      throw error
    }
  }

  public func reopen() throws(BusError) { try base.reopen() }

  private func note(_ address: I2CAddress, _ error: BusError?, since begin: Uptime) {
    let took = timebase.now - begin
    state.withLock { $0.note(address, error: error, took: took) }
  }
}
