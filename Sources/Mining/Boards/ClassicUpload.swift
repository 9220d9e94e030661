internal import Units

/// A job on its way into a `classic` board, command by command.
struct ClassicUpload: Sendable, Hashable {
  let job: PoolJob
  private let commands: [[UInt8]]
  /// The command that is sent next.
  private(set) var next = 0
  /// When the wait for the present command's permission began.
  private(set) var since: Uptime
  /// Statuses in a row that did not permit it.
  private(set) var refusals = 0

  init(_ job: PoolJob, _ commands: [[UInt8]], _ now: Uptime) {
    self.job = job
    self.commands = commands
    self.since = now
  }

  var command: [UInt8] { commands[next] }
  var isFirst: Bool { next == 0 }

  /// After the present command was sent; nil when it was the last.
  func advanced(_ now: Uptime) -> ClassicUpload? {
    guard next + 1 < commands.count else { return nil }
    var upload = ClassicUpload(job, commands, now)
    upload.next = next + 1
    return upload
  }

  /// From the first command again.
  func restarted(_ now: Uptime) -> ClassicUpload { ClassicUpload(job, commands, now) }

  func refused() -> ClassicUpload {
    var upload = self
    upload.refusals += 1
    return upload
  }
}
