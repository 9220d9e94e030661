public import Units

/// What the agent has told the load to be: what a sound sensor must have noticed.
public struct CommandedLoad: Sendable, Hashable {
  /// How often the load was changed so far.
  public var steps: Int
  /// What it is now, modelled.
  public var power: Watts

  /// A load by its changes and its power.
  public init(steps: Int = 0, power: Watts = .zero) {
    self.steps = steps
    self.power = power
  }
}
