internal import Units

/// A reading for the wallet page, sent with each JOB: temperature, battery.
///
/// The pool keeps at most 48 characters of `A-Za-z0-9 .():@-` (and `*` for the degree sign of the official clients).
public struct PoolReading: Sendable, Hashable, CustomStringConvertible {
  /// The text as sent, without the comma before it.
  public let description: String

  /// A reading of parts: `Temp:21.5*C@Bat:12.61V@SoC:80%`. Nil when there is nothing to tell.
  public init?(celsius: Double? = nil, batteryVolts: Double? = nil, chargePercent: Double? = nil) {
    var parts: [String] = []
    if let celsius, celsius.isFinite { parts.append("Temp:\(Decimal.fixed(celsius, 1))*C") }
    if let batteryVolts, batteryVolts.isFinite { parts.append("Bat:\(Decimal.fixed(batteryVolts, 2))V") }
    if let chargePercent, chargePercent.isFinite { parts.append("SoC:\(Decimal.fixed(chargePercent, 0))%") }
    guard !parts.isEmpty else { return nil }
    description = String(parts.joined(separator: "@").prefix(48))
  }
}
