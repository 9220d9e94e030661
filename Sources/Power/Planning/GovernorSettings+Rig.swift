import Units

extension GovernorSettings {
  /// Protection for a rig description: voltages from the chemistry, charge from the hardware's disconnect.
  init(rig: RigDescription, limits: CellLimits) {
    let cells = Double(rig.battery.cells)
    let floor = limits.absoluteFloor * cells
    let span = (limits.resume - limits.absoluteFloor) * cells
    self.init(
      voltages: ProtectionVoltages(
        shutdown: floor - 0.15 * span, floor: floor, shed: floor + 0.15 * span, hold: floor + 0.3 * span,
        resume: limits.resume * cells, full: limits.full * cells),
      floorCharge: StateOfCharge(rig.battery.disconnect.value + 0.005), floorChargeHysteresis: 0.01,
      coldest: limits.minimumDischarging, hottest: limits.maximumDischarging)
  }
}
