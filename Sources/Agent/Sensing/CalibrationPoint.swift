/// What a channel said without calibration, and what a multimeter showed at the same moment.
public struct CalibrationPoint: Sendable, Hashable {
  /// The channel's number.
  public var measured: Double
  /// The multimeter's.
  public var truth: Double

  /// A pair.
  public init(measured: Double, truth: Double) {
    self.measured = measured
    self.truth = truth
  }
}
