public import Units

/// The rig's book of watt-hours: what came in, where it went, and what does not add up.
///
/// Powers are integrated by the trapezoid rule between readings. An interval over ``longestStep`` or with an unknown
/// power at one of its ends is a gap: it is counted as such and never filled with a guess.
public struct EnergyLedger: Sendable {
  /// Out of the panel (measured).
  public private(set) var panel = WattHours.zero
  /// Into the battery (measured).
  public private(set) var charged = WattHours.zero
  /// Out of the battery (measured).
  public private(set) var discharged = WattHours.zero
  /// Each board at its supply (measured where it has a sensor of its own, else modelled).
  public private(set) var boards: [String: WattHours] = [:]
  /// The measured part of ``boards``.
  public private(set) var measuredBoards: [String: WattHours] = [:]
  /// The host at its supply (modelled).
  public private(set) var host = WattHours.zero
  /// Charger, regulator and standby (modelled).
  public private(set) var conversion = WattHours.zero
  /// Time that is accounted for.
  public private(set) var accounted = Duration.zero
  /// Time without a measured flow.
  public private(set) var gaps = Duration.zero
  /// Longer steps between two readings are gaps.
  public let longestStep: Duration
  private var last: (flows: EnergyFlows, time: Uptime)?

  /// An empty book.
  public init(longestStep: Duration = .seconds(60)) {
    self.longestStep = longestStep
  }

  /// What all consumers took, losses of charger and regulator among them, by measurement:
  /// panel + discharged - charged.
  public var load: WattHours { panel + discharged - charged }

  /// What all consumers took, by the model and by the boards' own sensors.
  public var modelledLoad: WattHours { boards.values.reduce(host + conversion, +) }

  /// Measured less modelled load: what the book cannot explain.
  public var residual: WattHours { load - modelledLoad }

  /// Everything that flowed in: the base for judging the residual.
  public var throughput: WattHours { panel + discharged }

  /// Enters the powers of an instant.
  public mutating func enter(_ flows: EnergyFlows, at time: Uptime) {
    defer { last = (flows, time) }
    guard let last else { return }
    let step = time - last.time
    guard step > .zero else { return }
    guard step <= longestStep, let panel = mean(last.flows.panel, flows.panel),
      last.flows.battery != nil, flows.battery != nil
    else {
      gaps += step
      return
    }
    accounted += step
    self.panel += panel * step
    enterBattery(last.flows.battery, flows.battery, step)
    host += (last.flows.host + flows.host) * 0.5 * step
    conversion += (last.flows.conversion + flows.conversion) * 0.5 * step
    // Boards are switched just after a reading, so what was entered then held over the whole step.
    for (board, power) in last.flows.boards {
      boards[board, default: .zero] += power * step
      if last.flows.measured.contains(board) { measuredBoards[board, default: .zero] += power * step }
    }
  }

  private mutating func enterBattery(_ before: Watts?, _ now: Watts?, _ step: Duration) {
    guard let power = mean(before, now) else { return }
    if power >= .zero { charged += power * step } else { discharged += -power * step }
  }

  private func mean(_ left: Watts?, _ right: Watts?) -> Watts? {
    guard let left, let right else { return nil }
    return (left + right) * 0.5
  }
}
