/// What the console wants done.
public enum ConsoleAction: Sendable, Hashable {
  /// Show this; lines end with CR and LF.
  case show(String)
  /// Ask the agent; hand the answer's line to ``ConsoleInterpreter/answer(_:to:)``.
  case ask(ConsoleRequest)
  /// The owner leaves.
  case leave
}
