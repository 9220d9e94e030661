import Mining

/// In which order miners are listed.
struct MinersOrder: Sendable, Hashable {
  enum By: Sendable, Hashable {
    /// As the server lists them.
    case server
    /// The longest share first.
    case shareTime
    /// The fastest first.
    case hashRate
    /// The most accepted first.
    case accepted
    /// By software, then name.
    case software
  }

  var by = By.server
  var isReversed = false

  /// The words of the screen's first line.
  var words: String {
    let name =
      switch by {
      case .server: "the server's order"
      case .shareTime: "by elapsed"
      case .hashRate: "by hash rate"
      case .accepted: "by accepted"
      case .software: "by software"
      }
    return name + (isReversed ? ", reversed" : "")
  }

  /// The miners in this order; equals keep the server's.
  func sorted(_ miners: [ServerMiner]) -> [ServerMiner] {
    let numbered = Array(miners.enumerated())
    let sorted = numbered.sorted { left, right in
      precedes(left.element, right.element) || !precedes(right.element, left.element) && left.offset < right.offset
    }.map(\.element)
    return isReversed ? sorted.reversed() : sorted
  }

  private func precedes(_ left: ServerMiner, _ right: ServerMiner) -> Bool {
    switch by {
    case .server: false
    case .shareTime: left.shareTime > right.shareTime
    case .hashRate: left.hashRate > right.hashRate
    case .accepted: left.accepted > right.accepted
    case .software: (left.software, left.name) < (right.software, right.name)
    }
  }
}
