internal import Units

/// When a requested order ends.
struct OverrideEnd {
  /// On the monotonic clock; nil: when it is cleared.
  let deadline: Uptime?
  /// By the calendar, where the request named a time.
  var until: UnixTime?

  init(
    _ request: OverrideRequest, at now: Uptime, wall: UnixTime?, zone: LocalZone
  ) throws(OverrideRefusal) {
    switch request.length {
    case .usual: deadline = now + OverrideRequest.usual
    case .lasting(let length): deadline = now + (try Self.checked(length))
    case .cleared:
      guard request.order.onlyRestricts else { throw .needsEnd(request.order) }
      deadline = nil
    case .until(let text):
      guard let wall else { throw .noClock }
      let time = try Self.time(text, after: wall, zone: zone)
      deadline = now + (try Self.checked(time - wall))
      until = time
    }
  }

  private static func checked(_ length: Duration) throws(OverrideRefusal) -> Duration {
    let allowed = OverrideRequest.lengths
    if allowed.contains(length) { return length }
    throw .badLength(
      "An order may stand from \(allowed.lowerBound.brief) to \(allowed.upperBound.brief), not \(length.brief).")
  }

  /// The next time the clock on the wall shows it, or the moment itself.
  private static func time(
    _ text: String, after wall: UnixTime, zone: LocalZone
  ) throws(OverrideRefusal) -> UnixTime {
    if let moment = UnixTime(iso8601: text) { return moment }
    guard let second = TimeOfDay(text)?.second else {
      throw .badLength("\"\(text)\" is not a time; write 18:00, or 2026-03-01T18:00:00Z.")
    }
    let today = zone.date(at: wall)
    for day in 0...2 {
      let date = CalendarDate(today.midnight + .hours(24 * Double(day)))
      let (first, last) = zone.instants(of: date, at: second)
      if let next = [first, last].first(where: { $0 - wall >= OverrideRequest.lengths.lowerBound }) { return next }
    }
    return wall + .hours(24)
  }
}
