internal import Glibc

/// Where a cell is in its hysteresis loop: after discharge it rests lower than after charge, and turns from one branch
/// to the other as charge moves. Cells turn at different rates, so a quick and a slow follower are kept.
struct Hysteresis: Sendable, Hashable {
  static let parts = 2
  /// e-folds per full capacity of charge moved.
  static let rates: [Double] = [40, 8]

  /// −1 (after a long discharge) to 1 (after a long charge), as far as seen.
  private(set) var position = [Double](repeating: 0, count: Hysteresis.parts)
  /// How much of the unknown position at first sight is left, 0–1.
  private(set) var startLeft = 1.0

  init() {}

  init(position: [Double], startLeft: Double) {
    self.position = position
    self.startLeft = startLeft
  }

  /// Moves on by a fraction of capacity, positive for charge.
  mutating func advance(fraction: Double) {
    guard fraction != 0 else { return }
    for part in 0..<Self.parts {
      let kept = exp(-Self.rates[part] * fraction.magnitude)
      position[part] = kept * position[part] + (1 - kept) * (fraction > 0 ? 1 : -1)
    }
    startLeft *= exp(-20 * fraction.magnitude)
  }
}
