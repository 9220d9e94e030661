internal import Logging

/// The log: a constant phrase, values beside it as pairs. Values are made only when the level is printed.
struct AgentLog: Sendable {
  let logger: Logger

  func debug(_ phrase: String, _ values: @autoclosure () -> [String: String] = [:]) { write(.debug, phrase, values) }
  func info(_ phrase: String, _ values: @autoclosure () -> [String: String] = [:]) { write(.info, phrase, values) }
  func notice(_ phrase: String, _ values: @autoclosure () -> [String: String] = [:]) { write(.notice, phrase, values) }
  func warning(_ phrase: String, _ values: @autoclosure () -> [String: String] = [:]) {
    write(.warning, phrase, values)
  }

  private func write(_ level: Logger.Level, _ phrase: String, _ values: () -> [String: String]) {
    guard level >= logger.logLevel else { return }
    logger.log(level: level, "\(phrase)", metadata: values().mapValues { .string($0) })
  }
}
