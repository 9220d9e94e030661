/// What a client asks over the control socket: one line of JSON.
///
///     {"v":1,"op":"status"}
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
