public import Units

/// What happened to a board, in the order it happened. Each transition is said once.
public enum BoardEvent: Sendable, Hashable {
  /// It waits for a job.
  case ready
  /// It told its chip id, or one was made for it.
  case identified(ChipID)
  /// It found an answer, and the host verified it.
  case result(BoardResult)
  /// How long the search for the last result took, by the board's own clock where that is plausible.
  case measured(BoardJob, elapsed: Duration)
  /// A job ended without an answer.
  case failed(BoardJob, BoardFailure)
  /// An answer was wrong and was thrown away. `inARow` counts since the last right one.
  case wrongNonce(BoardJob, nonce: Int, inARow: Int)
  /// It says that no nonce fits; the job is sent again.
  case nothingFound(BoardJob)
  /// It reset itself while it was powered. `recent` counts the last ten minutes.
  case brownOut(recent: Int)
  /// It hears nothing: only a power cycle helps.
  case deaf
  /// It cannot be reached; it is asked again ever more rarely.
  case unreachable(BoardFailure)
  /// It is back after it was deaf or could not be reached.
  case recovered
  /// A known job was run after too many wrong answers.
  case selfTest(passed: Bool)
  /// It gets no more jobs until it is released.
  case quarantined(QuarantineReason)
  /// What it tells of itself, about once a minute (firmware of this project).
  case health(BoardHealth)
  /// Its own temperature sensor.
  case temperature(Celsius)
}
