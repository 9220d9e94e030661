internal import Units

extension Controller {
  /// The newest events with numbers above `number`, newest last.
  public func recentEvents(_ count: Int = 20, after number: Int = 0) -> EventsDocument {
    EventsDocument(last: eventRing.last, events: eventRing.events(after: number, count: count))
  }

  /// Notes an event for every face.
  func noteEvent(_ kind: RecentEvent.Kind, _ subject: String = "", _ text: String, by who: String? = nil) {
    let wall = surroundings.calendar.now
    eventRing.add(
      RecentEvent(
        number: 0, time: wall?.description,
        local: wall.map { "\(owner.zone.date(at: $0)) \(owner.zone.wallClock(at: $0).timeOfDay)" },
        uptimeS: ((surroundings.timebase.now - started).inSeconds * 10).rounded() / 10, kind: kind, subject: subject,
        text: text, who: who))
  }
}

/// `{"v":1,"op":"events","n":20,"after":0}`
struct EventsOperation: ControlOperation {
  let agent: WeakController
  let name = "events"

  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    let body = try call.body(EventsRequest.self)
    guard (1...EventRing.capacity).contains(body.n ?? 20) else {
      throw ControlRefusal(code: "out_of_range", message: "\"n\" is from 1 to \(EventRing.capacity).")
    }
    guard let controller = agent.controller else { throw .stopping }
    return .line(await controller.recentEvents(body.n ?? 20, after: body.after ?? 0).json())
  }
}
