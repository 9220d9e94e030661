/// Tells when the battery takes no more although the sun offers it: the current stands still near zero. Under a cloud
/// that happens to balance the load it would wander.
struct FullnessWatch: Sendable {
  /// Largest current that a sensor's offset may show at zero, and how far its noise may wander, A.
  private static let offset = 0.006
  private static let wander = 0.005

  private var since: Double?
  private var low = 0.0
  private var high = 0.0
  private var count = 0

  /// It looks like it.
  var isSuspected: Bool { count > 0 }
  /// It has looked like it for three samples and ten minutes.
  private(set) var isFull = false

  /// Takes up a mean current; `isOffered` says that a clear sky would give clearly more than the load takes.
  mutating func take(current: Double?, isOffered: Bool, charge: Double, time: Double) {
    guard let current, isOffered, abs(current) < Self.offset, charge > 0.6 else { return reset() }
    if count == 0 {
      since = time
      (low, high) = (current, current)
    }
    (low, high) = (min(low, current), max(high, current))
    guard high - low < Self.wander else { return reset() }
    count += 1
    isFull = count >= 3 && time - (since ?? time) >= 600
  }

  private mutating func reset() {
    count = 0
    isFull = false
  }
}
