public import Logging
public import Mining
public import NIOCore
public import Units

/// What the control loop is given from outside: hardware, clocks, event loop, log. A real rig and a simulated one
/// differ in nothing else.
public struct Surroundings: Sendable {
  /// Buses and lines.
  public var hardware: any RigHardware
  /// The clock that everything is timed by.
  public var timebase: any Timebase
  /// The clock of boards and pool, where it differs: a sped-up demonstration samples mining at the speed that boards
  /// and TCP can keep up with.
  public var miningTimebase: any Timebase
  /// The calendar.
  public var calendar: any CalendarClock
  /// The clock on the wall, for times of day.
  public var zone: LocalZone
  /// Names the boot that the timebase counts from; nil when nobody can tell.
  public var boot: String?
  /// The one event loop: control, pool connections, sockets.
  public var eventLoop: any EventLoop
  /// Where the pool's nodes come from.
  public var nodes: any PoolNodeSource
  /// The machine, for powering it down.
  public var host: any HostPower
  /// Fetches weather forecasts; `nil` for the web itself.
  public var web: (any WebFetching)?
  /// The log.
  public var logger: Logger
  /// Seeds every random choice.
  public var seed: UInt64

  /// Surroundings; boards and pool run by the same clock unless another is given.
  public init(
    hardware: any RigHardware, timebase: any Timebase, miningTimebase: (any Timebase)? = nil,
    calendar: any CalendarClock, zone: LocalZone = .system, boot: String? = nil, eventLoop: any EventLoop,
    nodes: any PoolNodeSource, host: any HostPower = UntouchedHost(), web: (any WebFetching)? = nil, logger: Logger,
    seed: UInt64
  ) {
    self.hardware = hardware
    self.timebase = timebase
    self.miningTimebase = miningTimebase ?? timebase
    self.calendar = calendar
    self.zone = zone
    self.boot = boot
    self.eventLoop = eventLoop
    self.nodes = nodes
    self.host = host
    self.web = web
    self.logger = logger
    self.seed = seed
  }
}
