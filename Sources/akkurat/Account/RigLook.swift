import Agent
import Foundation

/// What the rig's agent says now.
enum RigLook {
  /// Asks on a thread of its own: the control client blocks.
  static func ask(_ path: String) async -> (status: StatusDocument?, reason: String) {
    await withCheckedContinuation { done in
      Thread.detachNewThread {
        do {
          let answer = try ControlClient(path: path, patience: .seconds(5)).ask(ControlRequest(op: "status"))
          guard let status = StatusDocument(json: answer) else {
            let refusal = ControlRefusal(json: answer)?.description
            return done.resume(returning: (nil, refusal ?? "The agent's answer is not understood."))
          }
          done.resume(returning: (status, ""))
        } catch {
          done.resume(returning: (nil, "\(error)"))
        }
      }
    }
  }
}
