internal import Power
internal import Units

/// Powers the host down once the governor has come to that stage (scenarios 8 and 10). A value: told what is, it says what to do.
///
/// Begun, it is completed, whatever the sun does meanwhile: what the sun changes is only that the host restarts instead of
/// staying off. Against a loop of starts on a battery that does not bear them: after its start the host stays up for a while,
/// and each start that did not reach the resume voltage doubles the time to the next one.
struct HostShutdown: Sendable {
  /// What to do, in this order.
  enum Action: Sendable, Hashable {
    /// Have the host started again after a time.
    case setAlarm(Duration)
    /// Run a command.
    case run([String])
  }

  /// From the last switching to the command: the rest is flushed meanwhile.
  static let grace = Duration.seconds(5)
  /// A command that did not end the host is repeated.
  static let retry = Duration.seconds(120)
  /// The longest time to the next start.
  static let longestWake = Duration.seconds(86400)

  let section: HostSection
  let started: Uptime
  /// Starts in a row that did not reach the resume voltage.
  let failedStarts: Int
  private var readySince: Uptime?
  private var orderedAt: Uptime?

  init(section: HostSection, started: Uptime, failedStarts: Int) {
    self.section = section
    self.started = started
    self.failedStarts = failedStarts
  }

  /// The time to the next start: doubled by each start in vain.
  var wake: Duration { min(Self.longestWake, section.wakeAfter * (1 << min(failedStarts, 8))) }

  /// What to do now.
  ///
  /// - Parameters:
  ///   - isDue: the governor has come to the stage of shutting down; it never takes that back.
  ///   - isDark: every switch is off.
  ///   - hasResumed: the battery is at its resume voltage again.
  mutating func step(isDue: Bool, isDark: Bool, hasResumed: Bool, at now: Uptime) -> [Action] {
    guard isDue, isDark, now - started >= section.stayUp else {
      readySince = nil
      return []
    }
    let ready = readySince ?? now
    readySince = ready
    guard now - ready >= Self.grace else { return [] }
    if let orderedAt, now - orderedAt < Self.retry { return [] }
    orderedAt = now
    let alarm: [Action] = section.wakeAlarm == nil ? [] : [.setAlarm(wake)]
    return hasResumed ? [.run(section.restart)] : alarm + [.run(section.shutdown)]
  }
}
