/// The newest events, kept in memory: they need neither card nor clock. Bounded in number and length.
struct EventRing: Sendable {
  /// So many are kept.
  static let capacity = 256
  /// Longer texts are cut.
  static let longestText = 600

  private var kept: [RecentEvent] = []
  private var oldest = 0
  private(set) var last = 0

  /// Adds an event, which gets the next number; the oldest one makes room.
  mutating func add(_ event: RecentEvent) {
    last += 1
    var event = event
    event.number = last
    if event.text.count > Self.longestText { event.text = event.text.prefix(Self.longestText - 1) + "…" }
    guard kept.count == Self.capacity else { return kept.append(event) }
    kept[oldest] = event
    oldest = (oldest + 1) % Self.capacity
  }

  /// The newest `count` with numbers above `number`, newest last.
  func events(after number: Int, count: Int) -> [RecentEvent] {
    let all = kept[oldest...] + kept[..<oldest]
    return Array(all.filter { $0.number > number }.suffix(max(0, count)))
  }
}
