internal import Units

/// The times a `stream` board needs. Source: protocol page of the Mini Pro, section B.
struct StreamTiming: Sendable, Hashable {
  /// The slowest board believed, in hashes a second: an ATtiny85 at 8 MHz.
  var slowestHashRate = HashRate(140)
  /// The fastest: no poll before two hashes can be done. A Pico does some thousands.
  var fastestHashRate = HashRate(5000)
  /// Added to the longest search before a job is given up.
  var grace: Duration = .seconds(1)
  /// How long a board is listened to before the first write, when it may still work for somebody else: a byte written
  /// meanwhile would make it deaf. Difficulty 10 at the slowest rate.
  var quietTime: Duration = .seconds(8)
  /// How often it is listened to.
  var quietPoll: Duration = .milliseconds(200)
  /// Pause between two looks for the answer to a query.
  var queryPause: Duration = .milliseconds(2)
  /// How long the answer to a query may take.
  var queryLimit: Duration = .milliseconds(200)
  /// How often the temperature is asked for.
  var temperaturePeriod: Duration = .seconds(60)

  /// The longest a search of a difficulty may take.
  func longestSearch(_ difficulty: Int) -> Duration {
    .seconds(Double(difficulty * 100 + 1) / slowestHashRate.value) + grace
  }

  /// The shortest: nonces 0 and 1.
  var shortestSearch: Duration { .seconds(2 / fastestHashRate.value) }
}
