public import Units

/// Charge and energy that a chip counted.
public struct EnergyCount: Sendable, Hashable {
  /// Through the shunt, with the sign of its current.
  public var charge: AmpHours
  /// Through the shunt, both directions added up: the chip's power has no sign.
  public var throughput: WattHours
  /// When counting began.
  public var since: Uptime

  /// A count.
  public init(charge: AmpHours, throughput: WattHours, since: Uptime) {
    self.charge = charge
    self.throughput = throughput
    self.since = since
  }
}
