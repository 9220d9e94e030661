/// What a switch does when nobody drives it any more. One that holds needs an external watchdog or the owner's
/// consent (scenario 25).
public enum SwitchAfterDeath: String, Sendable, Hashable {
  /// Falls back to its pull: with a pull-down at the gate, off. What the line does without a pull is not defined.
  case fallsBackToPull
  /// Stays as it is.
  case holds
  /// Its boards have supply and run, idle.
  case turnsOn
  /// Nothing is switched.
  case nothing
}
