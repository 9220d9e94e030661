/// Whoever answers requests of the control socket.
public protocol ControlResponder: Sendable {
  /// The answer: one JSON document without a newline.
  func answer(to request: ControlRequest) async -> String
}
