import Agent
import ArgumentParser
import Foundation

/// What comes from the agent's `watch`, again and again after it was lost.
enum AgentFeed {
  /// A piece of news.
  enum News: Sendable {
    case status(StatusDocument)
    /// No agent, for this reason; tried again.
    case lost(String, code: ExitCode)
  }

  /// Pauses between tries: short ones first, then every 5 s.
  private static let pauses = [0.5, 1, 2, 5]

  /// Follows an agent on a thread of its own: the control client blocks.
  ///
  /// - Parameters:
  ///   - every: seconds after which a status comes without a change.
  ///   - take: is handed the news; false ends it.
  static func follow(_ path: String, every: Double, _ take: @escaping @Sendable (News) -> Bool) {
    Thread.detachNewThread {
      var failures = 0
      while true {
        let loss = self.loss(path, every: every) { news in
          failures = 0
          return take(.status(news))
        }
        guard let loss, take(loss) else { return }
        Thread.sleep(forTimeInterval: pauses[min(failures, pauses.count - 1)])
        failures += 1
      }
    }
  }

  /// Follows until the agent is gone and says why; nil when the taker has enough.
  private static func loss(_ path: String, every: Double, _ take: (StatusDocument) -> Bool) -> News? {
    var loss: News?
    do throws(ControlClient.Failure) {
      let patience = Duration.seconds((every * 3).rounded(.up) + 10)
      try ControlClient(path: path).follow(WatchRequest(every: every), patience: patience) { line in
        if let refusal = ControlRefusal(json: line) {
          loss = .lost(refusal.description, code: ExitCode(refusing: refusal.error.code))
          return false
        }
        guard let status = StatusDocument(json: line) else {
          loss = .lost(
            "The agent's answer is not understood; are agent and command of one version?", code: .unavailable)
          return false
        }
        return take(status)
      }
      return loss
    } catch {
      if case .notPermitted = error { return .lost("\(error)", code: .noPermission) }
      return .lost("\(error)", code: .unavailable)
    }
  }
}
