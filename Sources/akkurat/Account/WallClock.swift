import Foundation
import Units

/// The machine's calendar, believed as it is: for times that people read and for pauses between programs, where the
/// agent's stricter calendar would say nothing at all on a machine without network time.
enum WallClock {
  static var now: UnixTime { UnixTime(seconds: Date().timeIntervalSince1970) }
}
