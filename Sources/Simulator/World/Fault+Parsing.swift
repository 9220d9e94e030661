internal import Units

extension Fault {
  /// Reads `NAME[:TARGET][@TIME[-TIME]]`: `lying-board`, `dead-board:3@12:30`, `frozen-sensor@13:00-14:30`.
  ///
  /// A time is `hours:minutes` or seconds since the start of the simulation. Nil when the text is anything else.
  public init?(parsing text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let names = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = Kind(rawValue: String(names[0])) else { return nil }
    self.init(kind)
    if names.count == 2 {
      guard let number = Int(names[1]), number > 0 else { return nil }
      target = number
    }
    guard parts.count == 2 else { return }
    let times = parts[1].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let onset = Self.time(times[0]) else { return nil }
    self.onset = onset
    guard times.count == 2 else { return }
    guard let end = Self.time(times[1]), end > onset else { return nil }
    self.end = end
  }

  /// All names, for help texts.
  public static var names: String { Kind.allCases.map(\.rawValue).joined(separator: ", ") }

  private static func time(_ text: Substring) -> Duration? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    switch parts.count {
    case 1: return parts[0].flatMap { $0 >= 0 && $0 < 1e9 ? .seconds($0) : nil }
    case 2:
      guard let hours = parts[0], let minutes = parts[1], (0..<10_000).contains(hours), (0..<60).contains(minutes)
      else { return nil }
      return .seconds(hours * 3600 + minutes * 60)
    default: return nil
    }
  }
}
