internal import Units

/// Batches that wait for the card. Bounded: when the card takes nothing for long, the oldest rows are dropped and
/// counted (scenario 23).
struct HistoryBacklog: Sendable {
  /// Rows kept in memory at the most: about six hours of a rig with twenty boards that are always on.
  static let limit = 10_000

  private var batches: [(serial: Int, batch: HistoryBatch)] = []
  private var serial = 0
  /// Rows dropped since the last that was written.
  private(set) var lost = 0
  private var rows = 0
  /// Somebody is about to write.
  var isBeingWritten = false

  mutating func push(_ batch: HistoryBatch) {
    serial += 1
    batches.append((serial, batch))
    rows += batch.rows
    while rows > Self.limit, batches.count > 1 {
      let oldest = batches.removeFirst().batch
      rows -= oldest.rows
      lost += oldest.rows
      // The truth about the clock outlives the rows it came with.
      if let clock = oldest.clock, batches[0].batch.clock == nil { batches[0].batch.clock = clock }
    }
  }

  /// The oldest with its number, which stays until ``written(_:)``.
  var first: (serial: Int, batch: HistoryBatch)? { batches.first }

  /// A batch is on the card. While that took its time it may have been dropped here.
  mutating func written(_ serial: Int) {
    guard let first = batches.first, first.serial == serial else { return }
    rows -= first.batch.rows
    batches.removeFirst()
  }

  mutating func forgetLosses() { lost = 0 }
}

extension HistoryBatch {
  /// Rows and moments in it.
  var rows: Int { intervals.count + boards.count + decisions.count + events.count + troubles.count }

  /// With all dates moved, for rows that counted from the begin of the run.
  func moved(by seconds: Int) -> HistoryBatch {
    var batch = self
    batch.isProvisional = false
    for index in batch.intervals.indices { batch.intervals[index].start += seconds }
    for index in batch.boards.indices { batch.boards[index].start += seconds }
    for index in batch.decisions.indices { batch.decisions[index].time.seconds += Double(seconds) }
    for index in batch.events.indices { batch.events[index].time.seconds += Double(seconds) }
    batch.troubles = batch.troubles.map { $0.moved(by: Double(seconds)) }
    batch.until += seconds
    return batch
  }
}

extension HistoryBatch.TroubleChange {
  fileprivate func moved(by seconds: Double) -> Self {
    switch self {
    case .began(var trouble):
      trouble.began.seconds += seconds
      return .began(trouble)
    case .ended(let key, var time):
      time.seconds += seconds
      return .ended(key: key, at: time)
    }
  }
}
