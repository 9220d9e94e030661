import Units

/// Tells when the battery takes no more although the sun offers it: the current stands still near zero, at a voltage
/// that only a full battery has. Under a cloud that happens to balance the load the current may stand still, too.
struct FullnessWatch: Sendable {
  /// Largest current that a sensor's offset may show at zero, and how far its noise may wander, A.
  private static let offset = 0.006
  private static let wander = 0.005
  /// How far below the highest voltage of the last weeks a full battery may stand, V per cell, and how fast that
  /// highest one is forgotten, V per cell and day.
  private static let slack = 0.015
  private static let fading = 0.002

  private let cells: Double
  /// No full battery of the chemistry stands lower, V per cell.
  private let lowest: Double
  private var ceiling = 0.0
  private var ceilingTime = 0.0
  private var since: Double?
  private var low = 0.0
  private var high = 0.0
  private var count = 0

  /// A watch for a rig; without a known chemistry only the highest voltage seen counts.
  init(rig: RigDescription) {
    cells = Double(max(1, rig.battery.cells))
    let table = Chemistry(rawValue: rig.battery.chemistry).map { ChemistryTable.builtIn($0) }
    lowest = table.map { $0.curve.volts(at: 0.93) - 0.5 * $0.habits.curveSpread.volts } ?? 0
  }

  /// It looks like it.
  var isSuspected: Bool { count > 0 }
  /// It has looked like it for three samples and ten minutes.
  private(set) var isFull = false
  /// Mean current while it looks like it, A: what the sensor shows at zero, and what keeps the battery full.
  var idleCurrent: Double? { isFull ? (low + high) / 2 : nil }

  /// Takes up a mean current and the voltage at its end; `isOffered` says that a clear sky would give clearly more than
  /// the load takes.
  mutating func take(current: Double?, voltage: Double?, isOffered: Bool, time: Double) {
    guard let current, isOffered, abs(current) < Self.offset, let voltage, isAtTop(voltage / cells, time) else {
      return reset()
    }
    if count == 0 {
      since = time
      (low, high) = (current, current)
    }
    (low, high) = (min(low, current), max(high, current))
    guard high - low < Self.wander else { return reset() }
    count += 1
    isFull = count >= 3 && time - (since ?? time) >= 600
  }

  /// A voltage without current is that of a full cell: as high as ever of late.
  private mutating func isAtTop(_ volts: Double, _ time: Double) -> Bool {
    guard volts.isFinite, volts >= lowest else { return false }
    ceiling = max(volts, ceiling - Self.fading * max(0, time - ceilingTime) / 86400)
    ceilingTime = time
    return volts >= ceiling - Self.slack
  }

  private mutating func reset() {
    count = 0
    isFull = false
  }
}
