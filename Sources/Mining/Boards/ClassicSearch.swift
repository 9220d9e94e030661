internal import Units

/// A search that a `classic` board runs, as seen from outside.
struct ClassicSearch: Sendable, Hashable {
  let job: PoolJob
  /// When the last command had been sent.
  let since: Uptime
  /// When even the slowest board would have finished.
  let deadline: Uptime
  /// When it was last seen searching.
  private(set) var lastBusy: Uptime
  /// When it was first seen finished.
  private(set) var finished: Uptime?
  /// Its state did not fit a finished search, so its answer may be of another one.
  var isDoubtful = false
  /// Statuses in a row that said "complete" with a command still in progress.
  var refusals = 0

  init(_ job: PoolJob, since: Uptime, until deadline: Uptime) {
    self.job = job
    self.since = since
    self.deadline = deadline
    self.lastBusy = since
  }

  func isOverdue(_ now: Uptime) -> Bool { now > deadline }

  mutating func sawBusy(_ now: Uptime) {
    lastBusy = now
    refusals = 0
  }

  mutating func sawEnd(_ now: Uptime) { finished = finished ?? now }

  /// The elapsed time to believe: the board's, if it lies between the last poll that saw it busy and the first that did
  /// not (with 50 ms to spare for both clocks); else the middle of the two. Nil before the end was seen.
  func plausible(_ told: Duration?) -> Duration? {
    guard let finished else { return nil }
    let spare = Duration.milliseconds(50)
    if let told, told > .zero, told >= lastBusy - since - spare, told <= finished - since + spare { return told }
    let middle = ((lastBusy - since) + (finished - since)) / 2
    return middle > .zero ? middle : nil
  }
}
