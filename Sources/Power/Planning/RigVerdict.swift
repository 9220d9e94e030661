public import Units

/// What the brain answers to a sample.
public struct RigVerdict: Sendable, Hashable {
  /// Boards that shall run.
  public var boards: Int
  /// Believed state of charge; `nil` when unknown.
  public var charge: StateOfCharge?
  /// Its standard deviation, 0–1.
  public var deviation: Double
  /// How far protection has gone.
  public var stage: Stage
  /// Why, as a full sentence.
  public var reason: String
  /// When it may next change, seconds since 1970.
  public var nextChange: Double?
}
