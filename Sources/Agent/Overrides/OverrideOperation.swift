internal import Units

/// `{"v":1,"op":"override","do":"set|clear|list",…}`
struct OverrideOperation: ControlOperation {
  let agent: WeakController
  let name = "override"

  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    // Its keys are spelled as on the wire, so they are not converted.
    let body = try call.exactBody(OverrideCall.self)
    guard let controller = agent.controller else { throw .stopping }
    return .line(try await controller.answer(body, by: call.peer.name).json())
  }
}

extension Controller {
  /// Does what a face asks about orders.
  public func answer(_ call: OverrideCall, by who: String) throws(ControlRefusal) -> OverrideAnswer {
    do {
      switch call.action {
      case .list: return answer()
      case .clear:
        let origin = OverrideOrigin(who: who, face: call.from ?? "socket")
        let now = surroundings.timebase.now
        let cleared = try clearOrders(call.id, by: origin)
        return answer(cleared: cleared.map { part($0, at: now) })
      case .set:
        let isDryRun = call.dryRun ?? false
        let outcome = try order(try call.request(by: who), isDryRun: isDryRun)
        return answer(outcome, isDryRun: isDryRun)
      }
    } catch let refusal as OverrideRefusal {
      throw ControlRefusal(code: refusal.code, message: refusal.description)
    } catch let refusal as ControlRefusal {
      throw refusal
    } catch {
      throw ControlRefusal(code: "failed", message: "\(error)")
    }
  }

  private func answer(_ outcome: OverrideOutcome, isDryRun: Bool) -> OverrideAnswer {
    let now = surroundings.timebase.now
    var answer = answer()
    answer.dryRun = isDryRun
    answer.taken = part(outcome.taken, at: now)
    answer.notes = outcome.notes
    answer.forecast = outcome.forecast.map { forecast in
      .init(
        text: forecast.sentence(in: owner.zone), costWh: forecast.cost.value, reserve: forecast.reserve.value,
        reserveAt: forecast.reserveAt?.description, lowest: forecast.lowest?.charge.value,
        lowestAt: forecast.lowest?.at.description)
    }
    return answer
  }

  private func answer(cleared: [OverridePart] = []) -> OverrideAnswer {
    OverrideAnswer(
      cleared: cleared, standing: overrideParts(at: surroundings.timebase.now), schedule: schedulePart)
  }

  private func part(_ item: Override, at now: Uptime) -> OverridePart {
    OverridePart(
      item, at: now, wall: surroundings.calendar.now, zone: owner.zone, idle: owner.resolution.idle[item.id])
  }
}
