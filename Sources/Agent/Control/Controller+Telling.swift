internal import Units

extension Controller {
  /// Where transitions are told.
  var log: AgentLog { AgentLog(logger: surroundings.logger) }

  /// Sets or clears a trouble; it is told once when it begins and once when it ends.
  func condition(_ key: String, _ text: String?) {
    let now = surroundings.timebase.now
    guard let change = conditions.set(key, to: text, at: now) else { return }
    recorder?.note(change, at: now)
    switch change {
    case .began(let condition):
      noteEvent(.trouble, condition.key, condition.text)
      log.warning("trouble", ["where": condition.key, "what": condition.text])
    case .ended(let condition, let lasted):
      noteEvent(.recovered, condition.key, "It is over after \(lasted.brief).")
      log.notice("trouble over", ["where": condition.key, "lasted": lasted.brief])
    }
  }
}
