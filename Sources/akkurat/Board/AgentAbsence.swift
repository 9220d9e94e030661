import Agent
import ArgumentParser

/// Boards are touched by hand only while no agent does.
enum AgentAbsence {
  /// Ends the command with 75 when somebody listens on the socket.
  static func require(on socket: String) throws {
    do {
      _ = try ControlClient(path: socket, patience: .seconds(2)).ask(ControlRequest(op: "status"))
    } catch .noAgent {
      return
    } catch {
      // Not permitted or silent: somebody is there.
    }
    StandardError.print("An agent is running (\(socket)); stop it first, it has this board in its hands.")
    throw ExitCode.temporaryFailure
  }
}
