/// How fast a forecast learns and how much it trusts persistence.
public struct ForecastSettings: Sendable, Hashable {
  /// Half days that the built-in climate counts for.
  public var priorWeight = 30.0
  /// What a half day's evidence keeps of its weight after another one; 0.96 forgets half in 8 days.
  public var memory = 0.96
  /// Share of persistence from one afternoon to the next morning …
  public var overnightPersistence = 0.3
  /// … and from a morning to its afternoon.
  public var noonPersistence = 0.9
  /// Distance of the clear-sky index over which persistence reaches.
  public var nearness = 0.15
  /// Evidence that the built-in persistence counts for, per class.
  public var moveWeight = 20.0
  /// Clear days that the clear sky's own shape of a day counts for.
  public var shapeWeight = 3.0
  /// How far an hour strays from its half day's index, by class, as a share of it.
  public var hourSpread = [0.5, 0.5, 0.45, 0.4, 0.3, 0.1]

  /// How far a half day's index may lie from its class once it is over …
  public var sharpness = 0.05
  /// … and how much farther before any of its light has come.
  public var doubt = 0.3

  /// The documented defaults.
  public init() {}
}
