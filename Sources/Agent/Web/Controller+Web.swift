internal import Units

extension Controller {
  /// Opens the page where the owner wants one. A page that cannot be served is a trouble; the rig runs without it.
  public func openWeb() async -> WebServer? {
    guard let section = configuration.web else { return nil }
    do throws(WebServerError) {
      let server = try await WebServer.open(
        section, of: self, on: surroundings.eventLoop, logger: surroundings.logger)
      log.info("page", ["address": section.address, "port": "\(server.port)"])
      return server
    } catch {
      condition("web", "\(error)")
      return nil
    }
  }

  /// How long ago the last cycle was through, and how long ago it may be. Sped up, a busy machine is late by more.
  var pulse: (age: Duration?, limit: Duration) {
    let limit = max(configuration.service.cycle * 5, .seconds(5 * max(1, surroundings.timebase.speed)))
    return (lastTurn.map { surroundings.timebase.now - $0 }, limit)
  }
}
