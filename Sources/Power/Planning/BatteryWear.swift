import Units

/// What discharging costs the battery, in worker-hours: little, but enough that of two equal hours the sunny one is
/// taken, deep cycles are dearer than shallow ones, and haste is dearer than patience.
struct BatteryWear: Sendable, Hashable {
  /// Worker-hours that discharging from full to the disconnect costs.
  var cycle: Double
  /// Energy of a full battery and at the disconnect, Wh.
  var full: Double
  var empty: Double
  /// Power up to which cells of the chemistry do not mind, W.
  var gentle: Double

  /// For a rig: lead suffers above a tenth of its capacity an hour, other cells above half of it.
  init(rig: RigDescription, settings: PlannerSettings) {
    cycle = settings.wear * Double(rig.boardCount)
    full = rig.battery.energy.value
    empty = rig.battery.disconnect.value * full
    gentle = (rig.battery.chemistry.hasPrefix("lead") ? 0.1 : 0.5) * full
  }

  /// Worker-hours a watt-hour costs that is taken from this energy: half the mean near full, half more near empty.
  @inline(__always)
  func perWattHour(at energy: Double) -> Double {
    let depth = (full - energy) / (full - empty)
    return cycle / (full - empty) * (0.5 + min(1, max(0, depth)))
  }

  /// How much dearer a watt-hour is at a power.
  @inline(__always)
  func haste(of power: Double) -> Double { max(1, power / gentle) }
}
