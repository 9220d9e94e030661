internal import Units

/// The times a board with the project's own firmware needs. Source: doc/protocols/minipro.md.
struct AkkuratTiming: Sendable, Hashable {
  /// The slowest board believed, in hashes a second: 8 MHz and a kernel without assembly, twice as slow as ever measured.
  var slowestHashRate = HashRate(140)
  /// The fastest one: the assembly kernel at 16 MHz and something to spare.
  var fastestHashRate = HashRate(5000)
  /// Added to the longest search before a job is given up.
  var grace: Duration = .milliseconds(500)
  /// From waking a sleeping board to repeating a transaction the adapter gave up.
  var wakeTime: Duration = .milliseconds(5)
  /// How often health is asked for.
  var healthPeriod: Duration = .seconds(60)

  /// The longest a search of a difficulty may take: all 100·difficulty + 1 nonces.
  func longestSearch(_ difficulty: Int) -> Duration {
    .seconds(Double(difficulty * 100 + 1) / slowestHashRate.value) + grace
  }

  /// When to look again, counted from the start of a search that has run for `elapsed`.
  ///
  /// An answer found after this look has a nonce the board has not tried yet. Where a rate limit holds such an answer back
  /// anyway, looking before that time gains nothing: a board nine times as fast as its limit is asked three times a job.
  func nextPoll(after elapsed: Duration, chipRate: HashRate?, limit: HashRate?) -> Duration {
    let soonest = max(elapsed, .seconds(2 / fastestHashRate.value))
    guard let chipRate, let limit, limit.value > 0 else { return soonest }
    // Nine tenths, because the start of a search takes some milliseconds.
    return max(soonest, .seconds(elapsed.inSeconds * chipRate.value * 0.9 / limit.value))
  }
}
