internal import Power
public import Units

/// What running some boards for a time would cost, and how low the battery would fall.
///
/// The boards run until the order ends, then the host alone; the sun as the planner expects it at this hour.
public struct OverrideForecast: Sendable, Hashable {
  /// Boards.
  public var boards: Int
  /// For so long.
  public var length: Duration
  /// Out of the battery and panel, regulator included, Wh.
  public var cost: WattHours
  /// The charge below which the rig is cut off or nothing runs.
  public var reserve: StateOfCharge
  /// When the battery would reach it; nil when it would not within a day and a half.
  public var reserveAt: UnixTime?
  /// The lowest charge on the way and when; nil without a forecast of the sun.
  public var lowest: (charge: StateOfCharge, at: UnixTime)?

  /// How far it looks.
  static let horizon = Duration.hours(36)

  /// Costs alone: before calendar and battery are known nothing can be said of the night.
  init(boards: Int, length: Duration, rig: RigDescription, reserve: StateOfCharge) {
    self.boards = boards
    self.length = length
    self.reserve = reserve
    let power = rig.load(boards: boards) - rig.load(boards: 0)
    cost = WattHours(power.value * length.hours)
  }

  /// Follows the battery in steps of five minutes.
  mutating func follow(
    rig: RigDescription, charge: StateOfCharge, from start: UnixTime, sun: (UnixTime) -> Double
  ) {
    let full = rig.battery.energy.value
    let step = Duration.minutes(5)
    var energy = charge.value * full
    var time = start
    lowest = (charge, start)
    while time - start < Self.horizon {
      let load = rig.load(boards: time - start < length ? boards : 0).value
      let net = sun(time) - load
      energy = min(full, energy + (net >= 0 ? net * rig.battery.chargeEfficiency : net) * step.hours)
      time = time + step
      let now = StateOfCharge(max(0, energy / full))
      if let low = lowest, now < low.charge { lowest = (now, time) }
      guard now <= reserve else { continue }
      reserveAt = time
      return
    }
  }

  /// `3 boards for 2 h cost 0.9 Wh; the battery would reach the reserve of 20 % at 03:10.`
  public func sentence(in zone: LocalZone) -> String {
    let count = boards == 1 ? "1 board" : "\(boards) boards"
    let cost = "\(count) for \(length.brief) cost\(boards == 1 ? "s" : "") \(self.cost.formatted(decimals: 1))"
    if let reserveAt {
      return "\(cost); the battery would reach the reserve of \(reserve) at \(zone.clock(at: reserveAt))."
    }
    guard let lowest else { return "\(cost); how the battery would fare is not known before clock and charge are." }
    return "\(cost); the battery would not fall below \(lowest.charge), at \(zone.clock(at: lowest.at))."
  }

  public static func == (left: OverrideForecast, right: OverrideForecast) -> Bool {
    left.boards == right.boards && left.length == right.length && left.cost == right.cost
      && left.reserveAt == right.reserveAt && left.lowest?.charge == right.lowest?.charge
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(boards)
    hasher.combine(length)
    hasher.combine(cost)
  }
}
