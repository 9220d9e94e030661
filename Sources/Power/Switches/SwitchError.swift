public import Bus

/// Why a switch did not do what was asked.
public enum SwitchError: Error, Sendable, Hashable {
  /// The line or chip behind it failed.
  case bus(switch: String, BusError)
  /// The line reads back another level than it was driven to.
  case doesNotFollow(switch: String, commanded: Bool)

  /// What to do next.
  public var recovery: Recovery {
    switch self {
    case .bus(_, let error): error.recovery
    case .doesNotFollow: .disable
    }
  }
}

extension SwitchError: CustomStringConvertible {
  /// A full sentence: what, where, next step.
  public var description: String {
    switch self {
    case .bus(let name, let error): "\(name) cannot be driven: \(error)"
    case .doesNotFollow(let name, let commanded):
      "\(name) was driven \(commanded ? "on" : "off") but reads back \(commanded ? "off" : "on"); "
        + "check the line for a short."
    }
  }
}
