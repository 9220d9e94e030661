public import Bus

/// Who is on a bus: one-byte read probes only. A read disturbs no `classic` board; a write, even an empty one, would
/// switch the outputs of an expander or lose a board's answer. A read does eat one byte of a `stream` board's answer, so
/// addresses in use are left out.
public struct BusScan: Sendable, Hashable {
  /// Addresses where somebody acknowledged.
  public private(set) var found: [I2CAddress] = []
  /// Addresses that were not probed because they are in use.
  public let skipped: Set<I2CAddress>
  /// Addresses where the probe failed otherwise, with the reason.
  public private(set) var failed: [I2CAddress: BusError] = [:]

  /// Probes all addresses a chip may have, 0x08–0x77, about 25 ms at 100 kHz.
  ///
  /// - Throws: errors that no further probe can do without: a held line, a closed bus.
  public init(_ bus: any I2CBus, skipping skipped: Set<I2CAddress> = []) throws(BusError) {
    self.skipped = skipped
    for address in I2CAddress.usable.compactMap({ I2CAddress($0) }) where !skipped.contains(address) {
      try probe(address, bus)
    }
  }

  private mutating func probe(_ address: I2CAddress, _ bus: any I2CBus) throws(BusError) {
    do {
      if try bus.acknowledgesRead(at: address) { found.append(address) }
    } catch {
      switch error {
      case .noAcknowledge, .timedOut, .arbitrationLost, .system: failed[address] = error
      case .lineHeld, .cannotOpen, .unsupported, .closed: throw error
      }
    }
  }
}
