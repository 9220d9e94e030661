internal import Units

/// What a board works on: a pool's job, or its self-test.
struct BoardTask: Sendable, Hashable {
  /// The pool's job; nil for a self-test.
  let poolJob: BoardJob?
  let work: PoolJob
  let since: Uptime
  var attempts = 0
  /// Nobody waits for the answer any more.
  var isWithdrawn = false
  /// The answer was verified; what follows is its elapsed time.
  var verified: Int?
  /// The job is to be tried again when the board is ready.
  var wantsRetry = false

  /// Somebody still waits for an answer.
  var isOpen: Bool { verified == nil && !isWithdrawn }

  init(_ job: BoardJob, since: Uptime) {
    poolJob = job
    work = job.work
    self.since = since
  }

  /// A job whose answer is known without a search, because its hash was made of it. `round` varies the answer, so a board
  /// that repeats an old one is found out.
  init(selfTest round: Int, since: Uptime) {
    let number = HexText.text(withUnsafeBytes(of: UInt32(truncatingIfNeeded: round).bigEndian) { Array($0) })
    let previous = "5e1f7e57" + String(repeating: "0", count: 24) + number
    let digest = DucoS1.digest(previousHash: previous, nonce: Self.answer(ofRound: round))
    poolJob = nil
    work = PoolJob(previousHash: previous, expectedHash: HexText.text(digest), difficulty: 6)
    self.since = since
  }

  /// The answer of a self-test of this round.
  static func answer(ofRound round: Int) -> Int { 101 + round * 37 % 400 }

  /// One hash.
  func isAnswered(by nonce: Int) -> Bool {
    work.allows(nonce)
      && DucoS1(previousHash: work.previousHash, expectedHash: work.expectedHash)?.verify(nonce) == true
  }
}
