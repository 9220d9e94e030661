internal import Units

/// Whether switches do what they are told, by what their feedback inputs show. A value: told what was commanded and what is
/// seen, it says which switches are broken; each transition once.
struct SwitchWatch: Sendable {
  /// What a look changed.
  enum News: Sendable, Hashable {
    /// Commanded, and another thing seen for too long.
    case broken(commanded: Bool)
    /// It follows again.
    case follows
    /// Broken for long: it may be tried again. The trouble stands until it follows.
    case mayTry
  }

  /// What is seen later than this after a command must fit: relays bounce, capacitors empty.
  let patience: Duration
  /// A switch that was broken is tried again after this.
  let retry: Duration

  private enum State: Sendable, Hashable {
    case follows
    case differs(since: Uptime)
    /// It did not go `on` (or off), and is not to be tried before a moment.
    case broken(commanded: Bool, until: Uptime)
    /// It may be turned on again; only that shows whether it works.
    case onTrial
  }

  private var commands: [String: (on: Bool, at: Uptime)] = [:]
  private var states: [String: State] = [:]

  init(patience: Duration = .seconds(1), retry: Duration = .seconds(600)) {
    self.patience = patience
    self.retry = retry
  }

  /// Notes what a switch was told.
  mutating func commanded(_ name: String, on: Bool, at now: Uptime) {
    guard commands[name]?.on != on else { return }
    commands[name] = (on, now)
    if states[name] == nil { states[name] = .follows }
  }

  /// Takes what a switch's feedback shows.
  mutating func seen(_ name: String, on: Bool, at now: Uptime) -> News? {
    guard let command = commands[name], let state = states[name] else { return nil }
    guard on == command.on else { return differs(name, command, state, now) }
    switch state {
    case .follows: return nil
    case .differs:
      states[name] = .follows
      return nil
    case .broken(let failed, let until):
      // Off as commanded proves nothing of a switch that would not go on; its next trial does.
      guard failed != on else { break }
      guard now >= until else { return nil }
      states[name] = .onTrial
      return .mayTry
    case .onTrial:
      guard on else { return nil }
    }
    states[name] = .follows
    return .follows
  }

  private mutating func differs(
    _ name: String, _ command: (on: Bool, at: Uptime), _ state: State, _ now: Uptime
  ) -> News? {
    switch state {
    case .follows:
      // A supply that goes in the middle of a turn is given the same time as one that comes late.
      states[name] = .differs(since: now)
      return nil
    case .differs(let since):
      return now - max(since, command.at) >= patience ? broken(name, command.on, now) : nil
    case .broken: return nil
    case .onTrial: return now - command.at >= patience ? broken(name, command.on, now) : nil
    }
  }

  private mutating func broken(_ name: String, _ commanded: Bool, _ now: Uptime) -> News {
    states[name] = .broken(commanded: commanded, until: now + retry)
    return .broken(commanded: commanded)
  }
}
