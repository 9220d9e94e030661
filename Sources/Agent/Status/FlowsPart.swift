internal import Units

extension StatusDocument {
  /// The powers of the last cycle, in W. Measured: panel and battery. Modelled: the rest.
  public struct FlowsPart: Codable, Sendable, Equatable {
    /// Out of the panel; absent where it is not measured.
    public var panelW: Double?
    /// Into the battery is positive; absent where it is not measured.
    public var batteryW: Double?
    /// All boards that are fed.
    public var boardsW: Double
    /// The host.
    public var hostW: Double
    /// Charger, regulator, standby.
    public var conversionW: Double
    /// Measured less modelled load; absent unless both are measured.
    public var residualW: Double?

    init(_ flows: EnergyFlows) {
      panelW = flows.panel?.value
      batteryW = flows.battery?.value
      boardsW = flows.boards.values.reduce(.zero, +).value
      hostW = flows.host.value
      conversionW = flows.conversion.value
      if let panelW, let batteryW { residualW = panelW - batteryW - boardsW - hostW - conversionW }
    }
  }
}
