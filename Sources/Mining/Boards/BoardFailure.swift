public import Bus

/// Why a job ended without a share. The job itself may be assigned again, to this board or another, while the pool
/// waits for it.
public enum BoardFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The board is off, starting, lost or in quarantine, or has a job already.
  case notReady
  /// The board was switched off or removed.
  case switchedOff
  /// The board cannot be given jobs this hard.
  case tooDifficult(limit: Int)
  /// The board says that no nonce fits, however often it was asked.
  case notFound
  /// The board gave nonces that are wrong.
  case wrongNonce
  /// The board reset during the job, more than once.
  case rebooted
  /// No answer within the time that its slowest search takes.
  case timedOut
  /// The board hears nothing until it is reset.
  case deaf
  /// The board answers what no board says.
  case garbled
  /// Somebody answers, but not in the configured dialect.
  case wrongDialect
  /// The bus does not reach the board.
  case bus(BusError)
  /// Two boards seem to share the address, or the board lies.
  case quarantined(QuarantineReason)

  public var description: String {
    switch self {
    case .notReady: "The board cannot take a job now; wait until it reports ready."
    case .switchedOff: "The board was switched off during the job."
    case .tooDifficult(let limit): "The board takes jobs up to difficulty \(limit); ask the pool for an easier tier."
    case .notFound: "The board found no answer, though every job has one; the upload was disturbed each time."
    case .wrongNonce: "The board returned wrong answers; none was sent to the pool."
    case .rebooted: "The board reset itself during the job, more than once; check its supply."
    case .timedOut: "The board did not finish within the time of its slowest search."
    case .deaf: "The board hears no commands until its power is cycled."
    case .garbled: "The board's replies make no sense; check wiring, pull-ups and the configured dialect."
    case .wrongDialect: "The board does not speak the configured dialect; configure the one of its firmware."
    case .bus(let error): error.description
    case .quarantined(let reason): reason.description
    }
  }

  /// What to do with the board.
  public var recovery: Recovery {
    switch self {
    case .notReady, .switchedOff, .notFound, .wrongNonce, .rebooted, .garbled: .retry
    case .timedOut, .deaf: .reinitialise
    case .tooDifficult, .wrongDialect, .quarantined: .disable
    case .bus(let error): error.recovery
    }
  }
}
