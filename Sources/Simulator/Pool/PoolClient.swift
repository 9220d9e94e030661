internal import Units

/// The pool's side of one connection.
struct PoolClient: Sendable {
  enum Stage: Sendable { case beforeJob, shareDue, jobDue }

  var stage = Stage.beforeJob
  /// Connected, or last byte: the idle limit runs from here.
  var lastByte: Uptime
  var tier = "NET"
  var workerID = 0
  var difficulty = 0
  var answer = 0
  var expectedHash = ""
  var previousHash = ""
  var jobSentAt: Uptime = .zero
  var feedbackAt: Uptime?
  var ping: Duration = .zero
  var isOneTooMany = false
  var firstChip: String?
  var sharesSinceReset = 0
  var resetAt: Uptime

  init(_ now: Uptime) {
    lastByte = now
    resetAt = now
  }
}
