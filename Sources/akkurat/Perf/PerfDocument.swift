import Agent
import Mining
import Units

/// One row of `akkurat perf` as JSON. DUCO throughout; what is not known yet is left out.
struct PerfDocument: JSONDocument, Equatable {
  var version = 1
  /// When the server answered, UTC.
  var time: String
  var user: String
  /// Absent when the server has no number.
  var balance: Double?
  /// H/s and how many miners the server lists.
  var hashRate: Double
  var miners: Int
  /// Since the begin, since the row before, in a minute, and that for a day.
  var grown: Double?
  var tick: Double?
  var minute: Double?
  var day: Double?
  var smoothedDay: Double?
  /// Money that came and went since the row before, not counted as growth.
  var transferred: Double?

  init(_ row: GrowthBook.Row, user: String, at time: UnixTime) {
    self.time = UnixTime(seconds: time.seconds.rounded()).description
    self.user = user
    balance = row.balance
    hashRate = row.hashRate
    miners = row.miners
    grown = row.total
    tick = row.tick
    minute = row.minute
    day = row.day
    smoothedDay = row.smoothedDay
    let sum = row.transfers.reduce(0) { $0 + $1.amount }
    transferred = row.transfers.isEmpty ? nil : sum
  }
}
