/// What keeps the rig from running more boards, as a report counts it. The raw values stand in the database.
public enum BindingLimit: String, Sendable, CaseIterable, Codable {
  /// The battery's charge is kept for the host's night.
  case nightReserve = "night"
  /// The sun does not carry more.
  case sun
  /// The battery: a low voltage, too much current, too cold.
  case battery
  /// The safety floor, its latch, or the host's shutdown.
  case floor
  /// Battery data missing or doubtful.
  case sensors
  /// The pool cannot be reached or refuses.
  case pool
  /// The owner: a pause, a manual order, a cap.
  case owner
  /// The owner's timetable.
  case schedule
  /// Nothing: every board that can runs.
  case allOn = "all_on"
  /// Nothing but boards: all run and the full battery takes no more, so sun is lost.
  case curtailed
  /// No board can run.
  case boards

  /// As a report writes it.
  public var words: String {
    switch self {
    case .nightReserve: "night reserve"
    case .sun: "sun"
    case .battery: "battery"
    case .floor: "safety floor"
    case .sensors: "battery data"
    case .pool: "pool down"
    case .owner: "owner"
    case .schedule: "schedule"
    case .allOn: "all on"
    case .curtailed: "sun to spare"
    case .boards: "no boards"
    }
  }
}
