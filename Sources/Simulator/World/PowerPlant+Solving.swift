internal import Units

/// e to the minus x for the small x of one step, without a mathematics library: the series to its fourth power at a
/// sixteenth of x, then squared four times. Error below 1e-7 for 0 ≤ x ≤ 1.
func decay(_ x: Double) -> Double {
  let part = -x / 16
  var result = 1 + part * (1 + part / 2 * (1 + part / 3 * (1 + part / 4)))
  for _ in 0..<4 { result *= result }
  return result
}

extension PowerPlant {
  /// What leaks back through the charge controller at night.
  private static let darkPanelVolts = 0.35

  /// The battery's terminal volts and amps in.
  struct Terminal {
    var volts: Double
    var amps: Double
  }

  /// Finds the powers of the coming piece from charge, light and loads.
  mutating func solve() {
    if let flow = balance() {
      self.flow = flow
    } else {
      disconnect()
      self.flow = balance() ?? PowerFlow()
    }
    holdInReset()
    show(meters())
  }

  /// Nil when the load must be cut.
  private func balance() -> PowerFlow? {
    let charger = description.charger
    let load = loadPower()
    let offered = sunWatts * charger.efficiency
    let standby = charger.standby.value
    guard var terminal = terminal(at: offered - load.total - standby) else { return loadConnected ? nil : collapsed() }
    var delivered = offered
    let limit = phase == .bulk ? charger.absorption.value : charger.float.value
    if terminal.volts > limit {
      let held = holding(limit)
      delivered = min(offered, max(0, load.total + standby + held.volts * held.amps))
      terminal = self.terminal(at: delivered - load.total - standby) ?? held
    }
    if loadConnected && terminal.volts < charger.loadDisconnect.value { return nil }
    return flow(terminal: terminal, delivered: delivered, load: load, standby: standby)
  }

  private func flow(
    terminal: Terminal, delivered: Double, load: (total: Double, host: Double), standby: Double
  ) -> PowerFlow {
    let harvested = delivered / description.charger.efficiency
    let kept = terminal.amps > 0 ? description.battery.coulombicEfficiency : 1
    let open = description.battery.openCircuitVolts(at: charge)
    return PowerFlow(
      available: sunWatts, harvested: harvested, chargerLoss: harvested - delivered, standby: standby,
      battery: terminal.volts * terminal.amps, stored: open * terminal.amps * kept,
      regulatorLoss: load.total - load.host - (loadConnected ? boardWatts : 0), host: load.host,
      amps: terminal.amps, volts: terminal.volts)
  }

  /// An empty battery that cannot even feed the controller: nothing flows out of it.
  private func collapsed() -> PowerFlow {
    PowerFlow(available: sunWatts, volts: description.battery.openCircuitVolts(at: charge) + polarisation)
  }

  /// What the converter draws from the battery side.
  private func loadPower() -> (total: Double, host: Double) {
    guard loadConnected else { return (0, 0) }
    let host = description.host.value
    let regulator = description.regulator
    return ((host + boardWatts) / regulator.efficiency + regulator.quiescent.value, host)
  }

  /// Terminal volts and amps for a power into the battery: V² − E·V − P·R = 0. Nil when it cannot give that much.
  private func terminal(at power: Double) -> Terminal? {
    let open = description.battery.openCircuitVolts(at: charge) + polarisation
    let discriminant = open * open + 4 * power * resistance(charging: power > 0)
    guard discriminant >= 0, charge > 0 || power >= 0 else { return nil }
    let volts = (open + discriminant.squareRoot()) / 2
    return Terminal(volts: volts, amps: power / volts)
  }

  /// Amps that bring the terminals to a voltage, negative when the battery rests above it.
  private func holding(_ volts: Double) -> Terminal {
    let open = description.battery.openCircuitVolts(at: charge) + polarisation
    return Terminal(volts: volts, amps: (volts - open) / resistance(charging: volts > open))
  }

  /// Cold cells resist more, about 1.5 % a degree; full cells resist charge ever more.
  private func resistance(charging: Bool) -> Double {
    let battery = description.battery
    let cold = 1 + 0.015 * max(-15, 25 - temperature)
    let ohmic = battery.resistance.value * cold
    guard charging else { return ohmic }
    let full = min(0.9999, max(0, (charge - 0.9) / 0.1))
    return ohmic + battery.chargeTaper.value * full / (1 - full)
  }

  /// Chips below their brown-out voltage stop and are held in reset until the rail recovers.
  private mutating func holdInReset() {
    let rail = description.regulator.rail(at: flow.volts)
    var fallen = false
    for index in slots.indices
    where slots[index].switchedOn && !slots[index].heldInReset && loadConnected && rail < slots[index].brownOutVolts {
      slots[index].powerDown()
      slots[index].heldInReset = true
      slots[index].watts = LoadSlot.resetWatts
      slots[index].counters.brownOuts += 1
      fallen = true
    }
    if fallen, let relieved = balance() { flow = relieved }
  }

  private func meters() -> ElectricalState {
    let panel = description.panel
    let unused = sunWatts > 0 ? 1 - flow.harvested / sunWatts : 0
    let lit = min(1, sunWatts / (0.01 * panel.peak.value))
    let span = panel.openCircuitVoltage.value - panel.maximumPowerVoltage.value
    let panelVolts = max(Self.darkPanelVolts, lit * (panel.maximumPowerVoltage.value + span * unused))
    let load = loadConnected ? flow.host + boardWatts + flow.regulatorLoss : 0
    let rail = loadConnected ? max(0, description.regulator.rail(at: flow.volts)) : 0
    return ElectricalState(
      battery: Volts(flow.volts), batteryCurrent: Amps(flow.amps), panel: Volts(panelVolts),
      panelCurrent: Amps(flow.harvested / panelVolts), loadCurrent: Amps(load / flow.volts),
      boardsCurrent: Amps(rail > 0 ? boardWatts / rail : 0), rail: Volts(rail),
      temperature: Celsius(temperature), hostPowered: loadConnected,
      hostStarts: disconnects, charge: StateOfCharge(charge))
  }
}
