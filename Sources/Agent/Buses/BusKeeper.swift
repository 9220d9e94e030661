internal import Bus
internal import Glibc
internal import Mining
internal import Units

/// One bus as control keeps it: its thread, its count of errors, and what is done when it is stuck. What to do is the
/// ladder's matter; here it is carried out on the bus's thread.
struct BusKeeper: Sendable {
  let section: BusSection
  let started: Uptime
  let bus: SharedI2CBus
  let watched: WatchedI2CBus
  let probe: BusProbe
  let clearing: BusClearing?
  var ladder: BusLadder
  var census: BusCensus
  /// Somebody had trouble that a stuck bus can make.
  var hasComplaint = false

  /// Whether the bus is to be looked at now.
  func wantsLook(on: Set<String>, at now: Uptime) -> Bool {
    if ladder.rung == .calm, hasComplaint || watched.health.suspect != nil { return true }
    return ladder.wantsLook(on: on, at: now)
  }

  /// Looks whether the bus is free.
  nonisolated(nonsending) func look() async -> BusProbe.Finding {
    let probe = probe
    return await bus.run { wire in probe.look(at: wire) }
  }

  /// Whether the addresses without an owner are to be looked at; a bus that is not free is left alone.
  func isScanDue(at now: Uptime) -> Bool {
    guard section.rescan > .zero, ladder.rung == .calm else { return false }
    return now - (census.lastScan ?? started) >= section.rescan
  }

  /// Who answers a one-byte read apart from `skipped`; nil when the bus cannot be scanned now.
  nonisolated(nonsending) func strangers(skipping skipped: Set<I2CAddress>) async -> [I2CAddress]? {
    let scan = await bus.run { wire in try? BusScan(wire, skipping: skipped) }
    return scan?.found
  }

  /// Carries out an action; returns what came of it, for the log.
  nonisolated(nonsending) func perform(_ action: BusLadder.Action) async -> String? {
    let clearing = clearing
    switch action {
    case .nothing: return nil
    case .clockOut: return await bus.run { _ in clearing.map(Self.clock) }
    case .reopen: return await bus.run { wire in Self.reopen(wire) }
    }
  }

  private static func clock(_ clearing: BusClearing) -> String {
    do {
      switch try clearing.run() {
      case .free(let pulses): return "SDA is high after \(pulses) pulses"
      case .dataHeld: return "SDA is still low after \(BusClearing.mostPulses) pulses"
      case .clockHeld: return "SCL is held low"
      }
    } catch {
      return "\(error)"
    }
  }

  private static func reopen(_ wire: any I2CBus) -> String {
    do {
      try wire.reopen()
      return "the adapter was opened anew"
    } catch {
      return "\(error)"
    }
  }

  /// Blocks the bus's thread; nobody else could use the bus anyhow.
  static func pause(_ time: Duration) {
    let (seconds, attoseconds) = time.components
    var request = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    nanosleep(&request, nil)
  }
}
