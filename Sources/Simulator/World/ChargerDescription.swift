public import Units

/// The charge controller: tracks the panel, limits the battery's voltage, cuts the load of an empty battery.
public struct ChargerDescription: Sendable, Hashable {
  /// Share of the panel's power that reaches the battery side, 0–1.
  public var efficiency: Double
  /// Its own drain on the battery.
  public var standby: Watts
  /// Voltage it holds while it fills up.
  public var absorption: Volts
  /// Voltage it holds afterwards.
  public var float: Volts
  /// Below this it starts to fill up again.
  public var rebulk: Volts
  /// Absorption ends when the current has been below this.
  public var tail: Amps
  /// The load is cut below this voltage.
  public var loadDisconnect: Volts
  /// The load comes back above this voltage.
  public var loadReconnect: Volts

  /// A controller by its parts.
  public init(
    efficiency: Double = 0.94, standby: Watts = Watts(0.05), absorption: Volts, float: Volts, rebulk: Volts,
    tail: Amps, loadDisconnect: Volts, loadReconnect: Volts
  ) {
    self.efficiency = efficiency
    self.standby = standby
    self.absorption = absorption
    self.float = float
    self.rebulk = rebulk
    self.tail = tail
    self.loadDisconnect = loadDisconnect
    self.loadReconnect = loadReconnect
  }

  /// For four lithium iron phosphate cells.
  public static let lithiumIronPhosphate4S = ChargerDescription(
    absorption: Volts(14.2), float: Volts(13.5), rebulk: Volts(13.15), tail: Amps(0.12),
    loadDisconnect: Volts(10.8), loadReconnect: Volts(12.6))
  /// For three lithium-ion cells.
  public static let lithiumIon3S = ChargerDescription(
    absorption: Volts(12.5), float: Volts(12.3), rebulk: Volts(12.0), tail: Amps(0.1),
    loadDisconnect: Volts(9.2), loadReconnect: Volts(10.6))
  /// For four nickel-metal hydride cells.
  public static let nickelMetalHydride4S = ChargerDescription(
    efficiency: 0.9, standby: Watts(0.01), absorption: Volts(5.9), float: Volts(5.55), rebulk: Volts(5.3),
    tail: Amps(0.06), loadDisconnect: Volts(4.0), loadReconnect: Volts(4.7))
  /// For a 12 V lead-acid battery.
  public static let leadAcid12V = ChargerDescription(
    absorption: Volts(14.4), float: Volts(13.6), rebulk: Volts(12.8), tail: Amps(0.14),
    loadDisconnect: Volts(11.0), loadReconnect: Volts(12.5))
}
