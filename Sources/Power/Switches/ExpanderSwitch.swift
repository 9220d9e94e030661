/// A board's supply behind one pin of an I²C expander.
///
/// When the process dies the pin stays as it is, also when the bus hangs: it needs an external watchdog, or an owner who
/// accepts that (scenario 25).
public struct ExpanderSwitch: PowerSwitch {
  private let outputs: ExpanderOutputs
  private let pin: ExpanderOutputs.Pin
  public let identity: String

  /// A switch on a chip whose ``ExpanderOutputs/allOff()`` has been called.
  public init(_ pin: ExpanderOutputs.Pin, of outputs: ExpanderOutputs) {
    self.outputs = outputs
    self.pin = pin
    identity = "switch at pin \(pin.number) of \(outputs.identity)"
  }

  public var afterDeath: SwitchAfterDeath { .holds }

  nonisolated(nonsending) public func turn(on: Bool) async throws(SwitchError) {
    try await outputs.turn(pin, on: on, switch: identity)
  }
}
