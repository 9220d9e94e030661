internal import Bus
internal import Power

/// Why the agent cannot start. Nothing was switched on.
public enum StartError: Error, Sendable, CustomStringConvertible {
  /// A switch's line cannot be had.
  case cannotUseSwitch(name: String, reason: String)
  /// A bus cannot be opened.
  case cannotOpenBus(name: String, reason: String)

  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .cannotUseSwitch(let name, let reason): "Switch \"\(name)\" cannot be used: \(reason)"
    case .cannotOpenBus(let name, let reason): "Bus \"\(name)\" cannot be used: \(reason)"
    }
  }
}
