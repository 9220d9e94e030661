internal import Glibc

/// The current as the slow parts of a cell see it: the raw current, then low-passed with one time constant each.
///
/// The voltage across such a branch is its resistance times this, so unknown resistances stay linear to learn.
struct Polarisation: Sendable, Hashable {
  /// Time constants in s: charge transfer, diffusion in the particles, diffusion through the electrodes.
  static let timeConstants: [Double] = [120, 900, 6000]
  static let branches = 1 + timeConstants.count

  /// The present current in A, positive into the battery, and its low-passed followers.
  private(set) var currents = [Double](repeating: 0, count: Polarisation.branches)
  /// Mean magnitude of the current over about an hour, in A.
  private(set) var activity = 0.0

  mutating func advance(current: Double, seconds: Double) {
    currents[0] = current
    for (index, constant) in Self.timeConstants.enumerated() {
      let kept = exp(-seconds / constant)
      currents[index + 1] = kept * currents[index + 1] + (1 - kept) * current
    }
    let kept = exp(-seconds / 3600)
    activity = kept * activity + (1 - kept) * current.magnitude
  }
}
