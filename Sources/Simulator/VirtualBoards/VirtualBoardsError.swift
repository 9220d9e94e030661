/// What went wrong on the control socket of virtual boards.
public enum VirtualBoardsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The program does not run.
  case cannotStart(reason: String)
  /// Nobody listens there.
  case cannotConnect(path: String, reason: String)
  /// The program ended.
  case gone
  /// The command is wrong; the answer says how it should look.
  case refused(command: String, answer: String)

  /// A full sentence: what, where, next step.
  public var description: String {
    switch self {
    case .cannotStart(let reason):
      "Cannot start virtual-boards: \(reason); Firmware/VirtualBoards/build makes it and the images."
    case .cannotConnect(let path, let reason): "Cannot connect to \(path): \(reason); check that virtual-boards runs."
    case .gone: "virtual-boards has ended; look at its output."
    case .refused(let command, let answer): "virtual-boards refused `\(command)`: \(answer)."
    }
  }
}
