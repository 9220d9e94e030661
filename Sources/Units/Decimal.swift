/// Numbers as text, without Foundation and without locale: always a dot, never an exponent.
public enum Decimal {
  /// A number with exactly `decimals` decimals, rounded half away from zero; `nan` and `inf` by name.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : (value < 0 ? "-inf" : "inf") }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e18 else { return "\(value)" }
    let whole = UInt64(scaled)
    let divisor = UInt64(scale)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let fraction = String(whole % divisor)
    let padding = String(repeating: "0", count: decimals - fraction.utf8.count)
    return "\(sign)\(whole / divisor).\(padding)\(fraction)"
  }

  /// The shortest text that keeps four decimals: `11.8`, `0.0125`, `6`.
  public static func short(_ value: Double) -> String {
    var text = fixed(value, 4)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
