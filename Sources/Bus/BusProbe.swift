/// Whether a bus can be used at all, found out without disturbing anybody: a one-byte read at two addresses where nobody
/// lives.
///
///     S 77h R N P       nobody acknowledges: both lines move, the bus is free
///     S 77h R (held)    a time limit, a lost arbitration: a line is held
///     S 77h R A 00h     "somebody" acknowledges at both: SDA is low, and this adapter does not notice (BCM2835)
public struct BusProbe: Sendable, Hashable {
  /// What was found.
  public enum Finding: Sendable, Hashable {
    /// The bus can be used.
    case free
    /// It cannot, for this reason.
    case stuck(BusError)
    /// The adapter is not there or cannot do it; nothing is known of the lines.
    case unknown(BusError)
  }

  private let addresses: [I2CAddress]

  /// A probe that avoids the addresses which are in use.
  public init(avoiding used: Set<I2CAddress>) {
    let all = I2CAddress.usable.reversed().compactMap { I2CAddress($0) }
    addresses = Array(all.filter { !used.contains($0) }.prefix(2))
  }

  /// Looks: 0.4 ms on a free bus of 100 kHz, as long as the adapter's time limit on a stuck one.
  public func look(at bus: any I2CBus) -> Finding {
    for address in addresses {
      do {
        guard try bus.read(1, from: address) == [0] else { return .free }
      } catch {
        if case .noAcknowledge = error { return .free }
        return error.mayBeTheBus ? .stuck(error) : .unknown(error)
      }
    }
    return .stuck(.lineHeld("SDA"))
  }
}
