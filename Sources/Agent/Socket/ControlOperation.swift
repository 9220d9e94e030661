/// Something that can be asked over the control socket. An operation belongs to the room it speaks for and is offered
/// to the ``ControlDesk`` at start.
public protocol ControlOperation: Sendable {
  /// As in `"op"`.
  var name: String { get }
  /// The answer.
  ///
  /// - Throws: a refusal, which the client gets instead.
  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply
}

/// What a client gets.
public enum ControlReply: Sendable {
  /// One JSON document without a newline.
  case line(String)
  /// Lines until the client goes or sends something else.
  case stream(AsyncStream<String>)
}
