public import Units

/// An order as a face hands it in, not yet checked.
public struct OverrideRequest: Sendable, Hashable {
  /// How long an order shall stand.
  public enum Length: Sendable, Hashable {
    /// ``OverrideRequest/usual``.
    case usual
    /// So long.
    case lasting(Duration)
    /// Until a time as people write it: `18:00` on the clock on the wall, or ISO 8601 with its zone.
    case until(String)
    /// Until somebody clears it; only for orders that can do no more than restrict.
    case cleared
  }

  /// An order without other words ends after this.
  public static let usual = Duration.hours(2)
  /// The shortest and the longest.
  public static let lengths = Duration.minutes(1)...Duration.hours(24 * 31)
  /// A request that was under way for longer is not obeyed: it speaks of another day.
  public static let freshness = Duration.minutes(5)

  /// What is ordered.
  public var order: OverrideOrder
  /// For how long.
  public var length: Length
  /// Who, and by which face.
  public var origin: OverrideOrigin
  /// When it was sent, where messages may be kept on their way (a queue, a retained topic).
  public var sent: UnixTime?

  /// A request.
  public init(_ order: OverrideOrder, length: Length = .usual, from origin: OverrideOrigin, sent: UnixTime? = nil) {
    self.order = order
    self.length = length
    self.origin = origin
    self.sent = sent
  }
}
