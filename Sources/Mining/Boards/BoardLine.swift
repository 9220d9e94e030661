public import Bus
public import Units

/// A bus as a command at the terminal uses it: alone, with a clock, and with patience. Every transaction is tried three
/// times, because a board in power-down stretches the clock while its crystal starts and some adapters give up then.
public struct BoardLine: I2CBus {
  private static let pauses: [Duration] = [.milliseconds(5), .milliseconds(20)]
  /// How long a search that somebody else started is waited for.
  private static let patience: Duration = .seconds(6)

  private let wire: any I2CBus
  private let timebase: any Timebase
  private let rest: @Sendable (Duration) -> Void

  /// A bus nobody else uses.
  ///
  /// - Parameter rest: lets so much time of the clock pass.
  public init(_ wire: any I2CBus, timebase: any Timebase, rest: @escaping @Sendable (Duration) -> Void) {
    self.wire = wire
    self.timebase = timebase
    self.rest = rest
  }

  /// The present point of its clock.
  var now: Uptime { timebase.now }

  /// Lets time pass.
  func pause(_ time: Duration) { if time > .zero { rest(time) } }

  public func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    for length in Self.pauses {
      do {
        return try wire.transfer(with: address, messages)
      } catch .noAcknowledge, .timedOut, .arbitrationLost, .system {
        pause(length)
      } catch {
        throw error
      }
    }
    return try wire.transfer(with: address, messages)
  }

  /// One try: for writes that must not arrive twice.
  func once(_ bytes: [UInt8], to address: I2CAddress) throws(BusError) { try wire.write(bytes, to: address) }

  /// One try: for a session, which has its own patience.
  func transferOnce(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    try wire.transfer(with: address, messages)
  }

  /// Asks who lives at an address that its owner named. Somebody else's search is waited for, six seconds at most.
  public func finding(at address: I2CAddress) throws(BoardServiceFailure) -> BoardProbe.Finding {
    let end = now + Self.patience
    while true {
      let finding = try serving(address) { () throws(BusError) in try BoardProbe.ask(address, on: self) }
      guard case .classic(isBusy: true) = finding, now < end else { return finding }
      pause(.milliseconds(200))
    }
  }

  /// Turns a bus error into one of the service.
  func serving<Answer>(
    _ address: I2CAddress, _ body: () throws(BusError) -> Answer
  ) throws(BoardServiceFailure) -> Answer {
    do {
      return try body()
    } catch .noAcknowledge {
      throw .nobody(address)
    } catch {
      throw .bus(error)
    }
  }
}
