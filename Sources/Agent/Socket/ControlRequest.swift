/// What every request over the control socket has: one line of JSON with the protocol's version and what is asked.
///
///     {"v":1,"op":"status"}
///
/// What an operation needs beside that stands in the same object; see doc/control-socket.md.
public struct ControlRequest: Codable, Sendable, Hashable {
  /// The protocol's version, 1.
  public var v: Int
  /// What is asked.
  public var op: String

  /// A request of the present version.
  public init(op: String) {
    v = 1
    self.op = op
  }
}
