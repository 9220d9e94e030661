internal import Units

/// A job on its way into a board, frame by frame.
struct AkkuratUpload: Sendable, Hashable {
  let job: PoolJob
  let tag: UInt8
  private let frames: [[UInt8]]
  private var next = 0

  init(_ job: PoolJob, _ frame: AkkuratFrame, tag: UInt8) {
    self.job = job
    self.tag = tag
    frames = frame.previous(job.previousHash) + [frame.start(job, tag: tag)]
  }

  var frame: [UInt8] { frames[next] }

  /// After the present frame; nil when it was the last.
  var advanced: AkkuratUpload? {
    guard next + 1 < frames.count else { return nil }
    var upload = self
    upload.next += 1
    return upload
  }

  var restarted: AkkuratUpload {
    var upload = self
    upload.next = 0
    return upload
  }
}

/// A search that a board runs.
struct AkkuratSearch: Sendable, Hashable {
  let upload: AkkuratUpload
  let since: Uptime
  let deadline: Uptime
  /// Reports in a row that made no sense.
  var rereads = 0
}
