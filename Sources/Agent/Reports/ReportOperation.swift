internal import Foundation
internal import Mining
internal import Power
public import Units

/// `{"v":1,"op":"report","period":"week","ago":1}`: a report over the control socket, as JSON.
public struct ReportOperation: ControlOperation {
  struct Body: Decodable {
    var period: ReportPeriod.Kind?
    var ago: Int?
    var since: String?
    var until: String?
  }

  public let name = "report"
  private let rig: @Sendable () async -> AgentConfiguration?
  private let zone: LocalCalendar
  private let now: @Sendable () -> UnixTime?

  /// - Parameters:
  ///   - now: the calendar's time; nil while it is not trusted.
  ///   - rig: the configuration of this moment; nil while the agent stops.
  public init(
    in zone: LocalCalendar, now: @escaping @Sendable () -> UnixTime?,
    rig: @escaping @Sendable () async -> AgentConfiguration?
  ) {
    self.rig = rig
    self.zone = zone
    self.now = now
  }

  public func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    let body = try call.body(Body.self)
    return .line(try await made(body) { report, _ in report.json(pretty: false) })
  }

  /// A report as a face wants it; rendered on the thread that read it.
  func made(
    _ body: Body, _ render: @escaping @Sendable (Report, LocalCalendar) -> String
  ) async throws(ControlRefusal) -> String {
    guard let now = now() else {
      throw ControlRefusal(code: "no_clock", message: "The clock is not trusted yet: which day is it?")
    }
    let period = try period(body, now)
    guard let rig = await rig() else { throw .stopping }
    return try await made(rig, period, now, render).get()
  }

  private func period(_ body: Body, _ now: UnixTime) throws(ControlRefusal) -> ReportPeriod {
    if let since = body.since {
      guard let begin = zone.parse(since), let end = body.until.map({ zone.parse($0, atEnd: true) }) ?? now,
        let span = ReportPeriod(from: begin, to: end, in: zone)
      else {
        throw ControlRefusal(
          code: "out_of_range", message: "\"since\" and \"until\" are dates such as \"2026-11-22\", the later one last."
        )
      }
      return span
    }
    guard let period = ReportPeriod(body.period ?? .day, of: now, ago: body.ago ?? 0, in: zone),
      (0...100_000).contains(body.ago ?? 0)
    else {
      throw ControlRefusal(
        code: "out_of_range", message: "A \"span\" needs \"since\"; \"ago\" is from 0 to 100000 periods.")
    }
    return period
  }

  /// On a thread of its own: the database blocks, and neither the control task nor anybody else waits for it.
  private func made(
    _ rig: AgentConfiguration, _ period: ReportPeriod, _ now: UnixTime,
    _ render: @escaping @Sendable (Report, LocalCalendar) -> String
  ) async -> Result<String, ControlRefusal> {
    await withCheckedContinuation { done in
      Thread.detachNewThread { done.resume(returning: read(rig, period, now, render)) }
    }
  }

  private func read(
    _ rig: AgentConfiguration, _ period: ReportPeriod, _ now: UnixTime, _ render: (Report, LocalCalendar) -> String
  ) -> Result<String, ControlRefusal> {
    do {
      let material = try ReportMaterial(
        HistoryReader(path: rig.history.path), period, names: rig.boards.map(\.name),
        capacity: rig.rig.battery.energy, program: rig.pool.fleet.software, rig: rig.pool.rigName)
      return .success(render(ReportMaker(period, in: zone, at: now).report(of: material), zone))
    } catch {
      return .failure(ControlRefusal(code: "no_history", message: "\(error)"))
    }
  }
}
