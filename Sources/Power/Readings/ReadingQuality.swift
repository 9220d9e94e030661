/// Whether a reading may be used, and why not.
public enum ReadingQuality: Sendable, Hashable {
  /// Fresh and plausible.
  case good
  /// The source has not spoken yet.
  case warmingUp
  /// No valid sample for too long.
  case stale
  /// The source cannot be read; its own words.
  case failed(String)
  /// The converter stands at an end of its range (scenario 2).
  case atRail
  /// Outside what this quantity can be.
  case implausible
  /// A step no real quantity makes between two samples (scenario 2).
  case jump
  /// Bit-identical across a load step (scenario 1).
  case stuck
  /// Another source says something else (scenario 4).
  case disagrees
  /// Good again, but not for long enough to be trusted (scenario 3).
  case recovering

  /// Whether decisions may rest on it.
  public var isUsable: Bool { self == .good }
}

extension ReadingQuality: CustomStringConvertible {
  /// A word or a clause, as every face shows it.
  public var description: String {
    switch self {
    case .good: "good"
    case .warmingUp: "warming up"
    case .stale: "stale"
    case .failed(let reason): "failed: \(reason)"
    case .atRail: "at the end of its range"
    case .implausible: "implausible"
    case .jump: "jumped"
    case .stuck: "stuck"
    case .disagrees: "disagrees with another source"
    case .recovering: "recovering"
    }
  }
}
