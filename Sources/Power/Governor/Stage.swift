/// How far protection has gone, mildest first. A falling battery passes them in this order.
public enum Stage: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// The plan decides.
  case run
  /// Nothing starts; what runs may go on.
  case hold
  /// Boards are taken off one by one, the least important first.
  case shed
  /// No board may run.
  case off
  /// The host itself must power down; once begun it is not taken back.
  case shutdown

  public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }

  /// The word in every face: `run`, `hold`, `shed`, `off`, `shutdown`.
  public var name: String {
    switch self {
    case .run: "run"
    case .hold: "hold"
    case .shed: "shed"
    case .off: "off"
    case .shutdown: "shutdown"
    }
  }
}
