/// A sensor that counts charge and energy by itself, between the samples too: an optional ability.
public protocol EnergyCounting {
  /// What was counted since the first sample; nil before it. A chip that was reset goes on from what it had counted,
  /// and what flowed while it was off is not in it.
  var count: EnergyCount? { get }
}
