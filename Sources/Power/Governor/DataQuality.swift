public import Units

/// What the sensors' guard says of the battery readings. Missing, stuck or doubtful data is a case of its own, never
/// zero and never the last value.
public enum DataQuality: Sendable, Hashable {
  /// Fresh and plausible.
  case good
  /// The raw samples stood still across a commanded load step.
  case stuck
  /// At a rail, open, or a jump no battery makes.
  case implausible
  /// Two sensors differ; the lower value is the one in the snapshot.
  case disagreement(lower: Volts, higher: Volts)
  /// No sensor answers.
  case missing
}
