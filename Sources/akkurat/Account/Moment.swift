import Units

/// One moment by both clocks: intervals by the first, times of day by the second.
struct Moment: Sendable, Hashable {
  var uptime: Uptime
  var wall: UnixTime

  /// The same, later.
  static func + (left: Moment, right: Duration) -> Moment {
    Moment(uptime: left.uptime + right, wall: left.wall + right)
  }
}

extension LocalZone {
  /// `18:00:05`, by the clock on the wall.
  func seconds(at time: UnixTime) -> String { wallClock(at: time).timeOfDay }
}
