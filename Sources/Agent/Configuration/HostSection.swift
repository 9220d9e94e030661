public import Units

/// How the host itself is switched off when the battery gives out, and on again.
public struct HostSection: Sendable, Hashable {
  /// The command that powers it down.
  public var shutdown = ["systemctl", "poweroff"]
  /// The command instead, when the sun has come back meanwhile.
  public var restart = ["systemctl", "reboot"]
  /// Where the kernel takes the time of the next start; nil where nothing wakes the host but its supply.
  public var wakeAlarm: String?
  /// From powering down to the next start.
  public var wakeAfter: Duration = .seconds(4 * 3600)
  /// From the agent's start to powering down at the earliest.
  public var stayUp: Duration = .seconds(300)
  /// Only say what would be done.
  public var isDryRun = false

  /// The defaults.
  public init() {}

  init(reading reader: ConfigurationReader) {
    if let words = Self.command("shutdown", reader) { shutdown = words }
    if let words = Self.command("restart", reader) { restart = words }
    wakeAlarm = reader.text("wake_alarm")
    if let wakeAlarm, !wakeAlarm.hasPrefix("/") {
      reader.report("must be an absolute path such as /sys/class/rtc/rtc0/wakealarm", at: "wake_alarm")
    }
    if let time = reader.duration("wake_after", in: Span(300)...Span(86400)) { wakeAfter = time }
    if let time = reader.duration("stay_up", in: Span(0)...Span(86400)) { stayUp = time }
    if let flag = reader.flag("dry_run") { isDryRun = flag }
    reader.finish()
  }

  private static func command(_ key: String, _ reader: ConfigurationReader) -> [String]? {
    guard reader.has(key) else { return reader.texts(key).isEmpty ? nil : [] }
    let words = reader.texts(key)
    guard let program = words.first, !program.isEmpty else {
      reader.report("is empty; write [systemctl, poweroff], or leave the key out", at: key)
      return nil
    }
    return words
  }
}
