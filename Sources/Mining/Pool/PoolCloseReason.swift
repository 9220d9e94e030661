/// Why a connection ended.
public enum PoolCloseReason: Sendable, Hashable {
  /// The pool or the network closed it.
  case byPeer
  /// The connection could not be made.
  case notConnected(String)
  /// The worker is not needed any more.
  case notNeeded
  /// Nothing to do for so long that the pool would close: 85 s without a byte.
  case idle
  /// No banner came.
  case noBanner
  /// A job or a verdict did not come in time.
  case silence
  /// The board did not finish within the 90 s that a job may take.
  case jobExpired
  /// A job that the board cannot finish in time.
  case jobTooHard(difficulty: Int)
  /// Refused for too many shares again and again: some pools never forgive on the same connection.
  case lockedOut
  /// Both sides disagree on what was asked.
  case outOfStep
  /// Bytes that no pool sends.
  case garbage
  /// No tier fits the board's rate.
  case tierMismatch
  /// Refused again and again.
  case refusedRepeatedly(PoolRefusal)
  /// Refused for good.
  case refused(PoolRefusal)

  /// True when the network or the pool is at fault, not the worker: then all workers wait and come back together.
  public var isOutage: Bool {
    switch self {
    case .byPeer, .notConnected, .noBanner, .silence: true
    default: false
    }
  }
}

extension PoolCloseReason: CustomStringConvertible {
  /// What happened, a full sentence.
  public var description: String {
    switch self {
    case .byPeer: "The pool or the network closed the connection."
    case .notConnected(let reason): "No connection to the pool: \(reason)."
    case .notNeeded: "The worker is not needed."
    case .idle: "The worker had nothing to do for 85 s, and the pool would close at 90 s."
    case .noBanner: "The pool accepted the connection and said nothing."
    case .silence: "The pool stopped answering."
    case .jobExpired: "The board did not finish its job within 88 s, and the pool would close at 90 s."
    case .jobTooHard(let difficulty): "The pool gave a job of difficulty \(difficulty), too hard for the board."
    case .lockedOut: "The pool refuses every share for too many shares a minute; a new connection clears that."
    case .outOfStep: "The worker and the pool disagreed on what was asked."
    case .garbage: "The peer sent bytes that no pool sends."
    case .tierMismatch: "No tier of the pool fits the board's hash rate."
    case .refusedRepeatedly(let refusal): "The pool refused share after share. \(refusal)"
    case .refused(let refusal): "\(refusal)"
    }
  }
}
