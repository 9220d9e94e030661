internal import Foundation
internal import NIOCore
internal import Units

extension Controller: ControlResponder {
  /// Answers the control socket.
  public nonisolated func answer(to call: ControlCall) async -> ControlReply { await desk.answer(to: call) }

  /// What the control task itself can be asked.
  nonisolated func offerOperations() {
    let agent = WeakController(self)
    desk.offer(StatusOperation(agent: agent))
    desk.offer(WatchOperation(agent: agent))
    desk.offer(OverrideOperation(agent: agent))
    desk.offer(RescanOperation(agent: agent))
    desk.offer(PlanOperation(agent: agent))
    desk.offer(ConnectionsOperation(agent: agent))
    desk.offer(JobsOperation(agent: agent))
    desk.offer(BusToolOperation(agent: agent))
    desk.offer(EventsOperation(agent: agent))
    let clock = surroundings.calendar
    desk.offer(
      ReportOperation(in: LocalCalendar(.current), now: { clock.now }, rig: { await agent.controller?.configuration }))
  }

  /// A stream of status lines: now, at each change, and after each interval.
  func watch(every interval: Duration?) -> AsyncStream<String> {
    let (stream, lines) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingNewest(4))
    lastWatcher += 1
    let number = lastWatcher
    let (loop, agent) = (loop, WeakController(self))
    lines.onTermination = { _ in
      loop.execute { agent.controller?.assumeIsolated { $0.watchers[number] = nil } }
    }
    var watcher = StatusWatcher(lines: lines, interval: interval)
    watcher.take(status(), at: surroundings.timebase.now)
    watchers[number] = watcher
    return stream
  }

  func tellWatchers(_ document: StatusDocument, at now: Uptime) {
    for number in watchers.keys { watchers[number]?.take(document, at: now) }
  }

  /// Ends every watch: the agent stops.
  func endWatches() {
    for watcher in watchers.values { watcher.lines.finish() }
    watchers = [:]
  }
}

/// `{"v":1,"op":"status"}`
struct StatusOperation: ControlOperation {
  let agent: WeakController
  let name = "status"

  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    guard let controller = agent.controller else { throw .stopping }
    return .line(await controller.status().json())
  }
}

/// `{"v":1,"op":"watch","every_s":10}`
struct WatchOperation: ControlOperation {
  struct Body: Decodable {
    var everyS: Double?
  }

  let agent: WeakController
  let name = "watch"

  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    let every = try call.body(Body.self).everyS
    guard every.map({ (1...86400).contains($0) }) ?? true else {
      throw ControlRefusal(code: "out_of_range", message: "\"every_s\" is from 1 to 86400 seconds.")
    }
    guard let controller = agent.controller else { throw .stopping }
    return .stream(await controller.watch(every: every.map { .seconds($0) }))
  }
}

/// `{"v":1,"op":"rescan"}`
struct RescanOperation: ControlOperation {
  let agent: WeakController
  let name = "rescan"

  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    guard let controller = agent.controller else { throw .stopping }
    return .line(await controller.rescan().json())
  }
}

extension ControlRefusal {
  /// The agent is on its way out.
  static let stopping = ControlRefusal(code: "stopping", message: "The agent is stopping.")
}
