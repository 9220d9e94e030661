import Agent
import ArgumentParser

/// Who reads the sensors: the agent if one runs, else this command.
enum SenseSource {
  case agent
  case sensors

  /// Ends the command when somebody is there who may not be asked: then the sensors may not be touched either.
  init(_ configuration: AgentConfiguration) throws {
    do {
      _ = try ControlClient(path: configuration.service.socket).ask(ControlRequest(op: "status"))
      self = .agent
    } catch .noAgent {
      self = .sensors
    } catch {
      throw Self.told(error)
    }
  }

  /// What the agent reads.
  static func ask(_ configuration: AgentConfiguration) throws -> SenseDocument {
    let answer: String
    do {
      answer = try ControlClient(path: configuration.service.socket).ask(ControlRequest(op: "status"))
    } catch {
      throw told(error)
    }
    guard let document = StatusDocument(json: answer).flatMap(SenseDocument.init) else {
      StandardError.print("The running agent does not tell its readings; are agent and command of one version?")
      throw ExitCode.unavailable
    }
    return document
  }

  private static func told(_ failure: ControlClient.Failure) -> ExitCode {
    StandardError.print("\(failure)")
    if case .notPermitted = failure { return .noPermission }
    return .unavailable
  }
}
