internal import Bus
internal import Power
internal import Units

extension Controller {
  /// Takes the watchdog's line, if there is one.
  func openWatchdog() throws(StartError) {
    guard let line = configuration.service.watchdog else { return }
    do {
      watchdog = try WatchdogLine(line, from: surroundings.hardware.gpio)
    } catch {
      throw .cannotUseSwitch(name: "service.watchdog", reason: "\(error)")
    }
  }

  /// How long the boards behind a switch are left alone after its on, where its owner says.
  func settle(of supply: String?) -> Duration? { configuration.switches.first { $0.name == supply }?.settle }

  /// At the end of each cycle: a loop that hangs beats no more.
  func beatWatchdog() {
    manager.tell("WATCHDOG=1")
    do {
      try watchdog?.beat()
      condition("watchdog", nil)
    } catch {
      condition("watchdog", "The watchdog's line cannot be driven: \(error)")
    }
  }

  /// Compares what every switch was told with what its feedback shows.
  func watchSwitches() {
    let now = surroundings.timebase.now
    for (name, feedback) in feedbacks {
      let key = "switch.\(name).input"
      do throws(SwitchError) {
        watch.commanded(name, on: suppliesOn.contains(name), at: now)
        if let news = watch.seen(name, on: try feedback.isOn(), at: now) { take(news, of: name) }
        condition(key, nil)
      } catch {
        condition(key, "\(error)")
      }
    }
  }

  private func take(_ news: SwitchWatch.News, of name: String) {
    let key = "switch.\(name).feedback"
    let boards = supplyMap.boards(of: name)
    switch news {
    case .broken(let commanded):
      let rest =
        commanded
        ? "was turned on, but its feedback shows no supply; check fuse, relay and wiring."
        : "was turned off, but its feedback still shows supply: a contact is welded or a transistor shorted."
      condition(key, "Switch \"\(name)\" \(rest)")
    case .follows: condition(key, nil)
    case .mayTry: break
    }
    let isMisfed = if case .broken = news { true } else { false }
    for board in boards { records[board]?.isMisfed = isMisfed }
  }
}
