internal import Units

/// A verified answer on its way out.
struct HeldAnswer: Sendable, Hashable {
  let job: BoardJob
  let nonce: Int
  /// When the job was assigned.
  let since: Uptime
  /// How long the board searched, once it is known.
  var elapsed: Duration?
}
