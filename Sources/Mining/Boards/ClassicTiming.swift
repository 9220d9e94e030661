internal import Units

/// The times a `classic` board needs. Source: protocol page of the Mini Pro, section A.
struct ClassicTiming: Sendable, Hashable {
  /// The slowest board believed, in hashes a second; measured ones do 187–208.
  var slowestHashRate = HashRate(140)
  /// The fastest: no poll before two hashes can be done.
  var fastestHashRate = HashRate(260)
  /// Added to the longest search before a job is given up.
  var grace: Duration = .seconds(1)
  /// Until a command has left the board's loop, when it was seen in progress three times.
  var commandTime: Duration = .milliseconds(2)
  /// How long a command may stay in progress at most.
  var commandLimit: Duration = .seconds(1)
  /// From `I` to its answer; the board needs 150 µs.
  var identityTime: Duration = .microseconds(500)
  /// How long a search may run that somebody else started: difficulty 99 at the slowest rate.
  var foreignSearchLimit: Duration = .seconds(71)
  /// How often the end of such a search is looked for.
  var foreignSearchPoll: Duration = .milliseconds(200)

  /// The longest a search of a difficulty may take: all 100·difficulty + 1 nonces.
  func longestSearch(_ difficulty: Int) -> Duration {
    .seconds(Double(difficulty * 100 + 1) / slowestHashRate.value) + grace
  }

  /// The shortest: nonces 0 and 1.
  var shortestSearch: Duration { .seconds(2 / fastestHashRate.value) }
}
