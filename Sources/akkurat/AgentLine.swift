import Agent
import ArgumentParser

/// The running agent at the other end of `--socket`, and how its refusals are told.
struct AgentLine: ParsableArguments {
  @Option(help: "The agent's control socket.")
  var socket = ServiceSection().socket

  /// Asks and returns the answer; no answer and refusals go to standard error and end the command.
  func ask(_ request: some Encodable) throws -> String {
    do {
      let answer = try ControlClient(path: socket).ask(request)
      try stopAtRefusal(answer)
      return answer
    } catch let failure as ControlClient.Failure {
      try fail(failure)
    }
  }

  /// Asks and hands out line after line until the agent ends.
  func follow(_ request: some Encodable, _ take: @escaping (String) throws -> Void) throws {
    do {
      var problem: (any Error)?
      try ControlClient(path: socket).follow(request, patience: nil) { line in
        do {
          try stopAtRefusal(line)
          try take(line)
          return true
        } catch {
          problem = error
          return false
        }
      }
      if let problem { throw problem }
    } catch let failure as ControlClient.Failure {
      try fail(failure)
    }
  }

  /// The end for an answer of another version.
  func notUnderstood(_ answer: String) -> ExitCode {
    StandardError.print(
      "The agent's answer is not understood; are agent and command of one version? It said: \(answer)")
    return .unavailable
  }

  private func stopAtRefusal(_ answer: String) throws {
    guard let refusal = ControlRefusal(json: answer) else { return }
    StandardError.print(refusal.description)
    throw ExitCode(refusing: refusal.error.code)
  }

  private func fail(_ failure: ControlClient.Failure) throws -> Never {
    StandardError.print("\(failure)")
    if case .notPermitted = failure { throw ExitCode.noPermission }
    throw ExitCode.unavailable
  }
}

extension ExitCode {
  /// What a refusal of the agent means to a script.
  init(refusing code: String) {
    switch code {
    case "refused_by_safety": self = .refusedBySafety
    case "no_clock", "too_fast", "too_many_clients", "stopping": self = .temporaryFailure
    case "unknown_board", "unknown_override", "out_of_range", "bad_length", "needs_end", "not_understood", "too_many":
      self = .usage
    case "bad_configuration": self = .configuration
    case "no_input": self = .noInput
    case "unknown_op", "wrong_version": self = .unavailable
    default: self = .failure
    }
  }
}
