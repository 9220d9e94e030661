/// Whoever answers requests of the control socket.
public protocol ControlResponder: Sendable {
  /// The answer.
  func answer(to call: ControlCall) async -> ControlReply
}
