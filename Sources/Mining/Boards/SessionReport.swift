internal import Units

/// What a conversation has found out.
enum SessionReport: Sendable, Hashable {
  /// The board waits for a job.
  case ready
  /// It told its chip id.
  case identified(ChipID)
  /// It answers to the question for its id as two boards at once do.
  case unstableIdentity
  /// It gave this answer, never 0. `doubtful` means that its state did not fit, so a wrong answer is no lie.
  case found(Int, doubtful: Bool)
  /// It found nothing, or could not say the difference.
  case nothingFound
  /// How long the search for the last answer took; nil when unknown.
  case measured(Duration?)
  /// It has reset itself since the job was assigned. The conversation begins anew by itself and ends in `ready`.
  case rebooted
  /// It hears nothing until it is reset. The conversation is over.
  case deaf
  /// The conversation cannot go on and is over.
  case lost(BoardFailure)
  /// What it tells of itself.
  case health(BoardHealth)
  /// Its own temperature sensor.
  case temperature(Celsius)
}
