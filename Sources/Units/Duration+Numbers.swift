extension Duration {
  /// The length in seconds as a number, to about a microsecond over years.
  public var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// The length in hours as a number.
  public var hours: Double { inSeconds / 3600 }

  /// A number of minutes.
  public static func minutes(_ count: Double) -> Duration { .seconds(count * 60) }

  /// A number of hours.
  public static func hours(_ count: Double) -> Duration { .seconds(count * 3600) }

  /// For people: `45 s`, `12 min`, `2 h 05 min`, `3 d 4 h`.
  public var brief: String {
    let total = Int64(inSeconds.rounded())
    let sign = total < 0 ? "-" : ""
    let seconds = total.magnitude
    switch seconds {
    case ..<120: return "\(sign)\(seconds) s"
    case ..<7200: return "\(sign)\(seconds / 60) min"
    case ..<172_800:
      let minutes = seconds / 60 % 60
      return "\(sign)\(seconds / 3600) h \(minutes < 10 ? "0" : "")\(minutes) min"
    default: return "\(sign)\(seconds / 86400) d \(seconds / 3600 % 24) h"
    }
  }
}
