public import Units

/// The energy of a rig, step by step: what the reference model of a year computes.
///
///     net = sun · charger − load      net > 0: E += efficiency · net · dt, clipped at full (the rest is curtailed)
///                                     net < 0: E += net · dt; below the disconnect everything goes dark
///                                     dark: until E ≥ reconnect, then the host needs one step to boot
public struct EnergyModel: Sendable {
  /// The rig.
  public let rig: RigDescription
  /// Stored energy in Wh.
  public private(set) var energy: Double
  /// The host has power.
  public private(set) var isOn = true
  /// The host has power but is still booting.
  public private(set) var isBooting = false
  /// What the charger could give in the last step, W.
  public private(set) var lastSun = 0.0
  /// Sums since the start.
  public private(set) var tally = EnergyTally()

  private var lastCount = 0
  private let capacity: Double
  private let hours = SolarSeries.step / 3600

  /// A rig at a state of charge.
  public init(rig: RigDescription, charge: StateOfCharge = StateOfCharge(0.6)) {
    self.rig = rig
    capacity = rig.battery.energy.value
    energy = charge.value * capacity
  }

  /// True state of charge.
  public var charge: Double { energy / capacity }

  /// The host runs and may be asked for a decision.
  public var isAwake: Bool { isOn && !isBooting }

  /// One step of 5 min with the charger able to give `sun` watts and `boards` boards wanted. Returns the mean power
  /// into the battery, W.
  @discardableResult
  public mutating func step(sun: Double, boards: Int) -> Double {
    tally.sunHours += sun * hours
    lastSun = sun
    guard isOn else { return stepDark(sun) }
    let count = isBooting ? 0 : min(max(0, boards), rig.boardCount)
    isBooting = false
    if count != lastCount {
      tally.changes += 1
      lastCount = count
    }
    let net = sun - rig.load(boards: count).value
    return net >= 0 ? charge(net, count) : discharge(net, count)
  }

  private mutating func stepDark(_ sun: Double) -> Double {
    tally.darkHours += hours
    let net = sun * rig.battery.chargeEfficiency - rig.standby.value
    energy = min(capacity, max(0, energy + net * hours))
    if energy >= rig.battery.reconnect.value * capacity {
      isOn = true
      isBooting = true
    }
    lastCount = 0
    return sun - rig.standby.value
  }

  private mutating func charge(_ net: Double, _ count: Int) -> Double {
    let efficiency = rig.battery.chargeEfficiency
    let filled = energy + efficiency * net * hours
    let surplus = max(0, filled - capacity) / efficiency
    tally.curtailed += surplus
    tally.workerHours += Double(count) * hours
    tally.stored += min(filled, capacity) - energy
    energy = min(filled, capacity)
    return net - surplus / hours
  }

  private mutating func discharge(_ net: Double, _ count: Int) -> Double {
    let left = energy + net * hours
    let empty = rig.battery.disconnect.value * capacity
    guard left < empty else {
      tally.workerHours += Double(count) * hours
      energy = left
      return net
    }
    let share = energy > left ? max(0, (energy - empty) / (energy - left)) : 0
    tally.workerHours += Double(count) * hours * share
    tally.darkHours += (1 - share) * hours
    tally.outages += 1
    energy = max(0, min(energy, empty))
    isOn = false
    return net * share
  }
}
