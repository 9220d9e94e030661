internal import Units

/// Sun, panel, charger, battery and loads as one value that is integrated forward in exact pieces.
///
/// All powers are constant over a piece. Pieces end at whole seconds and where a load changes, never where somebody
/// looks, so results are the same to the last bit however often the world is read.
struct PowerPlant: Sendable {
  /// How the charge controller treats the battery.
  enum ChargePhase: Sendable { case bulk, float }

  let description: WorldDescription
  let startTime: UnixTime
  var slots: [LoadSlot] = []
  /// World nanoseconds at which the present piece began.
  private(set) var pieceStart: Int64 = 0
  private var nextGrid: Int64 = 0
  /// Sums up to ``pieceStart``.
  private var sums = EnergyTruth()
  var flow = PowerFlow()
  private(set) var state = ElectricalState()
  private var previousState = ElectricalState()
  /// 0–1 at ``pieceStart``.
  private(set) var charge: Double
  /// Volts of slow polarisation at ``pieceStart``.
  private(set) var polarisation = 0.0
  private(set) var sunWatts = 0.0
  private(set) var temperature = 25.0
  private(set) var phase = ChargePhase.bulk
  private var tailSeconds = 0
  var loadConnected = true
  /// Times the load was cut because the battery was empty.
  private(set) var disconnects = 0

  static let grid: Int64 = 1_000_000_000
  private static let nanosecondsPerHour = 3.6e12

  init(_ description: WorldDescription) {
    self.description = description
    startTime = description.startTime
    charge = description.battery.startingCharge.value
    passGridPoint()
    solve()
    previousState = state
  }

  // MARK: Time

  /// Integrates up to a point in world nanoseconds; a point already passed changes nothing.
  mutating func advance(to time: Int64) {
    while true {
      let next = min(nextGrid, slots.reduce(Int64.max) { min($0, $1.change?.time ?? .max) })
      guard next <= time else { return }
      endPiece(at: next)
      applyChanges(at: next)
      if next == nextGrid { passGridPoint() }
      solve()
    }
  }

  /// Applies a change from outside at a point in time.
  mutating func change(at time: Int64, _ body: (inout PowerPlant, Int64) -> Void) {
    advance(to: time)
    let moment = max(time, pieceStart)
    endPiece(at: moment)
    body(&self, moment)
    solve()
  }

  private mutating func endPiece(at time: Int64) {
    let hours = Double(time - pieceStart) / Self.nanosecondsPerHour
    guard hours > 0 else { return }
    sums.add(flow, boards: boardWatts, hours: hours)
    for index in slots.indices { slots[index].energy += slots[index].watts * hours }
    let battery = description.battery
    let kept = flow.amps > 0 ? battery.coulombicEfficiency : 1
    charge += flow.amps * kept * hours / battery.capacity.value
    let fade = decay(hours * 3600 / battery.relaxation.inSeconds)
    let target = flow.amps * battery.polarisation.value
    polarisation = target + (polarisation - target) * fade
    pieceStart = time
    previousState = state
  }

  private mutating func applyChanges(at time: Int64) {
    for index in slots.indices {
      guard let change = slots[index].change, change.time <= time else { continue }
      slots[index].apply(change)
    }
  }

  private mutating func passGridPoint() {
    nextGrid += Self.grid
    // The middle of the coming second stands for it: exact where the series is linear.
    let middle = startTime + .nanoseconds(nextGrid - Self.grid / 2)
    sunWatts = description.panel.peak.value * description.sun.wattsPerPeakWatt(at: middle)
    if nextGrid % (60 * Self.grid) == Self.grid { updateTemperature(at: middle) }
    updatePhase()
    reconnect()
  }

  private mutating func updateTemperature(at time: UnixTime) {
    temperature = (description.boxTemperature ?? description.sun.airTemperature(at: time)).value
  }

  /// Absorption ends after five minutes of tail current at the full voltage.
  private mutating func updatePhase() {
    let charger = description.charger
    switch phase {
    case .bulk:
      let tapering = flow.volts > charger.absorption.value - 0.05 && flow.amps < charger.tail.value
      tailSeconds = tapering ? tailSeconds + 1 : 0
      if tailSeconds >= 300 { phase = .float }
    case .float:
      tailSeconds = 0
      if flow.volts < charger.rebulk.value { phase = .bulk }
    }
  }

  private mutating func reconnect() {
    if !loadConnected && flow.volts > description.charger.loadReconnect.value {
      loadConnected = true
      for index in slots.indices where slots[index].switchedOn { slots[index].powerUp(at: pieceStart) }
    }
    let rail = description.regulator.rail(at: flow.volts)
    for index in slots.indices where slots[index].heldInReset && rail > slots[index].brownOutVolts + 0.15 {
      slots[index].heldInReset = false
      if slots[index].switchedOn && loadConnected { slots[index].powerUp(at: pieceStart) }
    }
  }

  /// Cuts the load because the battery is empty.
  mutating func disconnect() {
    loadConnected = false
    disconnects += 1
    for index in slots.indices { slots[index].powerDown() }
  }

  mutating func show(_ state: ElectricalState) { self.state = state }

  // MARK: Reading

  var boardWatts: Double { slots.reduce(0) { $0 + $1.watts } }

  /// What meters show at a point in time: the present piece, or the one before it.
  func electrical(at time: Int64) -> ElectricalState { time < pieceStart ? previousState : state }

  /// The ledger up to a point in time within the present piece.
  func truth(at time: Int64) -> EnergyTruth {
    var truth = sums
    truth.add(flow, boards: boardWatts, hours: hours(since: time))
    return truth
  }

  /// The energy of one board up to a point in time within the present piece.
  func energy(of slot: Int, at time: Int64) -> Double {
    slots[slot].energy + slots[slot].watts * hours(since: time)
  }

  private func hours(since time: Int64) -> Double { Double(max(0, time - pieceStart)) / Self.nanosecondsPerHour }
}
