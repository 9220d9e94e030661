internal import Power
internal import Units

extension Controller {
  /// Stores what was learned, when it is due or the agent stops.
  func remember(at now: Uptime, isStopping: Bool = false) {
    guard hasEnergyView, isStopping || now - lastRemembered >= LearnedFile.interval else { return }
    lastRemembered = now
    let contents = LearnedFile.Contents(
      battery: estimator.memory.text, energy: energy.memory, wall: surroundings.calendar.now?.seconds)
    let failure = learned.write(contents)
    condition("state.learned", failure.map { "What the agent has learned cannot be stored: \($0)." })
  }
}
