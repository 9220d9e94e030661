/// What an order led to, or would lead to.
public struct OverrideOutcome: Sendable, Hashable {
  /// The order as it stands, or would.
  public var taken: Override
  /// Orders that it replaced.
  public var replaced: [Override]
  /// What the owner should know, each a full sentence.
  public var notes: [String]
  /// What it costs and how the battery would fare, where it makes boards run.
  public var forecast: OverrideForecast?
}
