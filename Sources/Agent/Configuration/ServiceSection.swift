public import Bus
internal import Units

/// How the agent itself runs.
public struct ServiceSection: Sendable, Hashable {
  /// How often the world is read and decided upon.
  public var cycle: Duration = .seconds(1)
  /// Where state that must survive lives.
  public var stateDirectory = "/var/lib/akkurat"
  /// The control socket.
  public var socket = "/run/akkurat/akkurat.sock"
  /// A line that changes its level once a cycle, for hardware that cuts the boards when that ends.
  public var watchdog: GPIOLine?
  /// The group whose members may use it; nil: the group of the process.
  public var group: String?
  /// The least severe log line that is printed.
  public var logLevel: LogLevel = .info

  /// The levels an owner may write.
  public enum LogLevel: String, Sendable, CaseIterable {
    /// Every transaction and message.
    case trace
    /// For finding faults.
    case debug
    /// What an owner wants to know.
    case info
    /// What an owner must know.
    case warning
    /// What failed.
    case error
  }

  /// The defaults.
  public init() {}

  init(reading reader: ConfigurationReader?) {
    guard let reader else { return }
    if let cycle = reader.duration("cycle", in: Span(0.2)...Span(10)) { self.cycle = cycle }
    if let directory = reader.text("state") { stateDirectory = directory }
    if let socket = reader.text("socket") { self.socket = socket }
    group = reader.text("group")
    if let level = reader.choice("log", of: LogLevel.self) { logLevel = level }
    let watchdog = reader.section("watchdog")
    self.watchdog = watchdog.flatMap { SwitchSection.gpioLine($0) }
    watchdog?.finish()
    if socket.utf8.count > 100 { reader.report("is longer than the 100 bytes a socket's path may have", at: "socket") }
    reader.finish()
  }
}
