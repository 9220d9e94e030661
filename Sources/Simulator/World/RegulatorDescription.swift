public import Units

/// The converter between battery and the 5 V rail of host and boards.
public struct RegulatorDescription: Sendable, Hashable {
  /// Rail voltage; nil when the boards hang on the battery directly.
  public var output: Volts?
  /// Share of the drawn power that reaches the rail, 0–1.
  public var efficiency: Double
  /// Drain without load.
  public var quiescent: Watts
  /// What the battery must have above ``output`` for the rail to hold.
  public var dropout: Volts

  /// A converter by its parts.
  public init(
    output: Volts? = Volts(5), efficiency: Double = 0.9, quiescent: Watts = Watts(0.03), dropout: Volts = Volts(1)
  ) {
    self.output = output
    self.efficiency = efficiency
    self.quiescent = quiescent
    self.dropout = dropout
  }

  /// No converter at all.
  public static let none = RegulatorDescription(output: nil, efficiency: 1, quiescent: .zero, dropout: .zero)

  /// Rail volts at a battery voltage.
  func rail(at battery: Double) -> Double {
    guard let output else { return battery }
    return min(output.value, battery - dropout.value)
  }
}
