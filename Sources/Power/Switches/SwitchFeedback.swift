public import Bus

/// Sees whether a switch really gives supply: an input behind it, by a divider or an optocoupler.
public struct SwitchFeedback: Sendable {
  private let input: any GPIOInput
  private let identity: String

  /// Requests the input.
  public init(_ line: GPIOLine, from provider: any GPIOProvider) throws(SwitchError) {
    identity = "feedback at \(line)"
    do {
      input = try provider.input(line, bias: .asIs)
    } catch {
      throw .bus(switch: identity, error)
    }
  }

  /// Whether supply is seen.
  public func isOn() throws(SwitchError) -> Bool {
    do { return try input.get() } catch { throw .bus(switch: identity, error) }
  }
}
