/// What a channel can tell at all: its ends and the worth of one step, in the base unit of what it measures.
public struct MeasuringSpan: Sendable, Hashable {
  /// The smallest value.
  public var lowest: Double
  /// The largest value.
  public var highest: Double
  /// One code.
  public var step: Double

  /// A span by its ends and its step.
  public init(lowest: Double, highest: Double, step: Double) {
    self.lowest = lowest
    self.highest = highest
    self.step = step
  }

  /// From 0 up.
  static func upTo(_ highest: Double, step: Double) -> MeasuringSpan { .init(lowest: 0, highest: highest, step: step) }

  /// The same on both sides of 0.
  static func both(_ highest: Double, step: Double) -> MeasuringSpan {
    .init(lowest: -highest, highest: highest, step: step)
  }

  /// The span behind a divider or shunt; nil where one step is not worth the same everywhere.
  func behind(_ front: AnalogFront) -> MeasuringSpan? {
    front.perVolt.map { .init(lowest: lowest * $0, highest: highest * $0, step: step * $0) }
  }
}
