/// What the console asks of the agent: one line of the control socket's protocol, and what the answer is for.
public struct ConsoleRequest: Sendable, Hashable {
  /// How the answer is shown.
  enum View: Sendable, Hashable {
    case overview
    case info(Int?)
    case board(Int)
    case result(Int)
    case rate(Int)
    case reset(Int?)
    case power, battery, troubles, plan, events, report, orders, reload, jobs, bus
    /// The board of a connection is wanted for another request.
    case pick(Int, Order)
    /// A run until a key is pressed has begun, goes on, or ends.
    case begin, live, end
  }

  /// What is done with the board of a connection, once its name is known.
  enum Order: Sendable, Hashable {
    case on, off, remove, step
  }

  /// The request, one line of JSON.
  public let line: String
  let view: View

  init(_ view: View, _ body: [(String, String)]) {
    self.view = view
    line = "{\"v\":1," + body.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  /// A text as JSON; what comes here are names of boards and buses, which may hold anything.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
