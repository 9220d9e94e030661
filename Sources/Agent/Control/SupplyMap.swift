/// Which switch feeds which boards, and what has to be turned to get from what is to what is wanted. Pure.
struct SupplyMap: Sendable {
  /// One supply: a switch with its boards. A board without a switch is always fed.
  struct Supply: Sendable, Hashable {
    let name: String
    let boards: [String]
  }

  /// One thing to do.
  enum Step: Sendable, Hashable {
    /// Turn a switch off; its boards are told before.
    case off(Supply)
    /// Turn a switch on; its boards are told after.
    case on(Supply)
  }

  let supplies: [Supply]

  init(boards: [(name: String, supply: String?)]) {
    var order: [String] = []
    var fed: [String: [String]] = [:]
    for board in boards {
      guard let supply = board.supply else { continue }
      if fed[supply] == nil { order.append(supply) }
      fed[supply, default: []].append(board.name)
    }
    supplies = order.map { Supply(name: $0, boards: fed[$0] ?? []) }
  }

  /// The boards behind a switch.
  func boards(of supply: String) -> [String] { supplies.first { $0.name == supply }?.boards ?? [] }

  /// Offs before ons, so that the battery never feeds more than was decided. A shared supply is on while any of its
  /// boards is wanted.
  func steps(wanted: Set<String>, on: Set<String>) -> [Step] {
    let offs = supplies.filter { on.contains($0.name) && wanted.isDisjoint(with: $0.boards) }
    let ons = supplies.filter { !on.contains($0.name) && !wanted.isDisjoint(with: $0.boards) }
    return offs.map(Step.off) + ons.map(Step.on)
  }
}
