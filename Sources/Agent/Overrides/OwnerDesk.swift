internal import Power
internal import Units

/// Where the owner's orders and the schedules come together, carried by the control task from cycle to cycle.
struct OwnerDesk: Sendable {
  var book: OverrideBook
  private(set) var schedules: ScheduleBook
  let zone: LocalZone
  /// What the boot's monotonic clock counts from; nil when nobody can tell.
  let boot: String?
  private(set) var resolution = OwnerResolver.Resolution()
  private(set) var schedule = ScheduleVerdict()
  /// The stored orders could not be read.
  let wasBroken: Bool
  private let file: OverrideFile
  private var lastStored: Uptime
  private var lastOffset: Double?
  private var judged: UnixTime?
  /// Orders have changed since they were last stored.
  private(set) var isUnsaved = false

  init(
    directory: String, schedules: ScheduleBook, zone: LocalZone, boot: String?, at now: Uptime, wall: UnixTime?
  ) {
    file = OverrideFile(directory: directory)
    (book, wasBroken) = file.read(at: now, wall: wall, boot: boot)
    self.schedules = schedules
    self.zone = zone
    self.boot = boot
    lastStored = now
  }

  /// The pause stands that a broken file counts as.
  var isPausedByBrokenFile: Bool {
    wasBroken && book.standing.contains { $0.origin == OverrideFile.brokenFile }
  }

  /// Moves to a time; returns what ended.
  mutating func advance(to now: Uptime, wall: UnixTime?) -> [OverrideBook.Ending] {
    let endings = book.advance(to: now, wall: wall)
    judgeSchedules(at: wall)
    return endings
  }

  /// Rules change by the minute, so they are looked at every half minute, when one is due, and when the calendar
  /// moved.
  private mutating func judgeSchedules(at wall: UnixTime?) {
    if let wall, let judged, wall >= judged, wall - judged < .seconds(30), schedule.changes.map({ wall < $0 }) ?? true {
      return
    }
    judged = wall
    schedule = schedules.verdict(at: wall, in: zone)
  }

  /// Other rules from now on.
  mutating func take(_ schedules: ScheduleBook) {
    self.schedules = schedules
    judged = nil
  }

  /// What the governor is told.
  mutating func resolve(
    at now: Uptime, wall: UnixTime?, outside: OwnerResolver.OutsideLimit?, boards: [String]
  ) -> OwnerWishes {
    resolution = OwnerResolver.resolve(
      book.standing, .init(now: now, wall: wall, schedule: schedule, outside: outside, boards: boards))
    return resolution.wishes
  }

  /// Stores the orders at once; returns why it could not.
  mutating func store(at now: Uptime, wall: UnixTime?) -> String? {
    lastStored = now
    lastOffset = wall.map { $0.seconds - now.seconds }
    let failure = file.write(book.memory(at: now, wall: wall, boot: boot))
    isUnsaved = failure != nil
    return failure
  }

  /// What is left is written anew from time to time, and when the calendar moved.
  func isStoreDue(at now: Uptime, wall: UnixTime?) -> Bool {
    guard !book.standing.isEmpty || isUnsaved else { return false }
    let offset = wall.map { $0.seconds - now.seconds }
    let moved = offset.map { abs($0 - (lastOffset ?? .infinity)) > 60 } ?? false
    return moved || now - lastStored >= OverrideFile.interval
  }
}
