/// What feeds one or more boards. Off is the safe state, and every switch starts there.
public protocol PowerSwitch: Sendable {
  /// What and where, for messages: `GPIO switch at /dev/gpiochip0 line 17`.
  var identity: String { get }
  /// What the switch does when this process dies.
  var afterDeath: SwitchAfterDeath { get }
  /// Turns the supply on or off. Suspends while a bus is busy; returns when the switch was seen to follow, where it can
  /// be seen.
  nonisolated(nonsending) func turn(on: Bool) async throws(SwitchError)
}
