internal import Power
internal import Units

extension Controller {
  /// Takes a new configuration while running: what can change between two cycles does, without a switch being touched;
  /// the rest is named and waits for a restart. A bad file changes nothing.
  ///
  /// - Throws: why the file is not taken, with every problem.
  @discardableResult
  public func reload(by loader: ConfigurationLoader, who: String) throws(ControlRefusal) -> ReloadAnswer {
    let fresh: AgentConfiguration
    do throws(ControlRefusal) {
      fresh = try loader.load()
    } catch {
      noteEvent(.reload, "", "Refused: \(error.description)", by: who)
      log.warning("reload refused", ["by": who, "why": error.description])
      throw error
    }
    let answer = apply(fresh)
    let text = answer.lines.joined(separator: " ")
    noteEvent(.reload, "", text, by: who)
    log.notice("reloaded", ["by": who, "what": text])
    recorder?.note(.reload, text, by: who, at: surroundings.timebase.now)
    return answer
  }

  /// The thresholds' defaults hang on the battery, so that a new battery takes its thresholds along.
  private func apply(_ fresh: AgentConfiguration) -> ReloadAnswer {
    let changes = fresh.outline.changes(since: configuration.outline)
    let isNewRig = changes.contains { $0.hasPrefix("rig.") }
    let applied = changes.filter { Self.isLive($0) && !(isNewRig && $0.hasPrefix("protection.")) }
    if !isNewRig {
      configuration.protection = fresh.protection
      governor.settings = fresh.protection
    }
    configuration.schedules = fresh.schedules
    owner.take(fresh.schedules)
    configuration.service.cycle = fresh.service.cycle
    changeWeather(to: fresh.weather)
    configuration.outline.adopt(applied, from: fresh.outline)
    return ReloadAnswer(applied: applied, needsRestart: changes.filter { !applied.contains($0) })
  }

  private static func isLive(_ key: String) -> Bool {
    key.hasPrefix("protection.") || key.hasPrefix("weather.")
      || ["schedules", "service.cycle", "weather"].contains(key)
  }
}

/// `{"v":1,"op":"reload"}`
public struct ReloadOperation: ControlOperation {
  private let agent: WeakController
  private let loader: ConfigurationLoader

  public var name: String { "reload" }

  /// Lets an agent read its file again.
  public init(of controller: Controller, by loader: ConfigurationLoader) {
    agent = WeakController(controller)
    self.loader = loader
  }

  public func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    guard let controller = agent.controller else { throw .stopping }
    return .line(try await controller.reload(by: loader, who: call.peer.name).json())
  }
}
