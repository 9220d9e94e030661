internal import Power
internal import Units

extension Controller {
  /// Counts starts that follow a shutdown and have not reached the resume voltage.
  func openHost() {
    guard let section = configuration.host else { return }
    let file = HostFile(directory: configuration.service.stateDirectory)
    let failed = governorState.latch?.hadShutDown == true ? file.read() + 1 : 0
    storeFailedStarts(failed)
    hostShutdown = HostShutdown(section: section, started: started, failedStarts: failed)
  }

  /// The battery is back: the next shutdown is the first again.
  func hostRecovered() {
    guard let section = configuration.host, hostShutdown?.failedStarts != 0 else { return }
    storeFailedStarts(0)
    hostShutdown = HostShutdown(section: section, started: started, failedStarts: 0)
  }

  private func storeFailedStarts(_ count: Int) {
    let failure = HostFile(directory: configuration.service.stateDirectory).write(count)
    condition("state.host", failure.map { "The count of starts cannot be stored: \($0)." })
  }

  /// Takes the next step of powering the host down.
  func tendHost() async {
    let now = surroundings.timebase.now
    let volts = senses.batteryVoltage?.value ?? .zero
    let actions = hostShutdown?.step(
      isDue: decision?.stage == .shutdown, isDark: suppliesOn.isEmpty,
      hasResumed: volts >= configuration.protection.voltages.resume, at: now)
    for action in actions ?? [] { await perform(action) }
  }

  private func perform(_ action: HostShutdown.Action) async {
    let isDry = configuration.host?.isDryRun ?? true
    let host: any HostPower = isDry ? UntouchedHost() : surroundings.host
    do throws(HostPowerError) {
      switch action {
      case .setAlarm(let time):
        log.notice("host will be started again", ["in": time.brief, "dry run": "\(isDry)"])
        try host.setAlarm(configuration.host?.wakeAlarm ?? "", after: time)
      case .run(let command):
        remember(at: surroundings.timebase.now, isStopping: true)
        noteEvent(.host, "", "The host goes down\(isDry ? " (dry run)" : ""): \(command.joined(separator: " ")).")
        log.warning("host goes down", ["command": command.joined(separator: " "), "dry run": "\(isDry)"])
        // Not awaited: the loop goes on beating while the host stops its services.
        _ = Task { await order(command, of: host) }
      }
    } catch {
      condition("host.alarm", "The host's next start cannot be set: \(error)")
    }
  }

  private func order(_ command: [String], of host: any HostPower) async {
    do {
      try await host.run(command)
      condition("host", nil)
    } catch {
      condition("host", "The host cannot be powered down: \(error)")
    }
  }
}
