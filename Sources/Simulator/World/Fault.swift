internal import Units

/// Something that breaks in the simulated rig, from a time on.
public struct Fault: Sendable, Hashable, CustomStringConvertible {
  /// What breaks.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A board gives out wrong nonces.
    case lyingBoard = "lying-board"
    /// A board goes deaf by itself after some of its searches, until its power is cut.
    case deafBoard = "deaf-board"
    /// A board does not acknowledge.
    case deadBoard = "dead-board"
    /// A board hashes at a quarter of its rate.
    case slowBoard = "slow-board"
    /// A board sends bytes that make no sense.
    case garbageBoard = "garbage-board"
    /// A board's rail dips in the middle of its searches.
    case brownOut = "brown-out"
    /// A board holds SDA low while it has power.
    case dataHeld = "sda-held"
    /// A board answers at the address of board 1 too.
    case duplicateAddress = "duplicate-address"
    /// A sensor repeats its last conversion for ever.
    case frozenSensor = "frozen-sensor"
    /// A sensor shows the end of its range.
    case sensorRail = "sensor-rail"
    /// A sensor's input is not connected.
    case sensorOpen = "sensor-open"
    /// A sensor does not acknowledge.
    case deadSensor = "dead-sensor"
    /// A board's switch does not follow its line.
    case stuckSwitch = "stuck-switch"
  }

  /// What breaks.
  public var kind: Kind
  /// Which board or sensor, counted from 1 in the order of the rig's description.
  public var target: Int
  /// World time at which it begins.
  public var onset: Duration
  /// World time at which it heals; nil is never.
  public var end: Duration?

  /// A fault of the first board or sensor from the start by default.
  public init(_ kind: Kind, target: Int = 1, from onset: Duration = .zero, until end: Duration? = nil) {
    self.kind = kind
    self.target = target
    self.onset = onset
    self.end = end
  }

  /// `lying-board:2@3600` as it is parsed, times in seconds.
  public var description: String {
    let until = end.map { "-\(Int64($0.inSeconds))" } ?? ""
    return "\(kind.rawValue):\(target)@\(Int64(onset.inSeconds))\(until)"
  }

  func isActive(at time: Uptime) -> Bool {
    time.seconds >= onset.inSeconds && end.map { time.seconds < $0.inSeconds } ?? true
  }
}
