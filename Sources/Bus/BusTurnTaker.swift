public import Units

/// Somebody who uses a shared bus at times of its own: the boards, each with its next poll.
///
/// Both members are called on the bus's thread only. An actor that takes turns adopts the bus's executor
/// (``SharedI2CBus/unownedExecutor``) and answers inside `assumeIsolated`.
public protocol BusTurnTaker: AnyObject, Sendable {
  /// When the next turn is due; nil while there is nothing to do.
  nonisolated var nextTurn: Uptime? { get }
  /// Uses the bus once: one transaction, or a few that must not be parted. Sensors and scans get the bus between turns,
  /// so a turn stays short; more work is another turn that is due at once.
  nonisolated func takeTurn(on bus: any I2CBus)
}
