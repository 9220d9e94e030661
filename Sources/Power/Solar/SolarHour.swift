/// Hours of the solar day.
enum SolarHour {
  /// The hour, 0–23, of a local solar time in seconds since 1970. Times before count on backwards: west of Greenwich a
  /// computer whose clock was never set begins there.
  static func of(_ solar: Double) -> Int {
    let hour = Int((solar / 3600).rounded(.down)) % 24
    return hour < 0 ? hour + 24 : hour
  }
}
