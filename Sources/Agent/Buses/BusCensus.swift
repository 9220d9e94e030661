internal import Bus
internal import Units

/// Who answers on a bus that should not, and who is where another should be (scenario 17). A value: told what scans and
/// boards say, it makes the findings.
struct BusCensus: Sendable {
  /// A sentence for the owner under the stable name of its trouble.
  struct Finding: Sendable, Hashable {
    var key: String
    var text: String
  }

  private let bus: String
  /// Where each board should be.
  private let places: [String: I2CAddress]
  private(set) var strangers: [I2CAddress] = []
  /// The id that each board told last, and where each id was told first.
  private var chips: [String: String] = [:]
  private var homes: [String: String] = [:]
  private(set) var lastScan: Uptime?

  init(bus: String, boards: [String: I2CAddress]) {
    self.bus = bus
    places = boards
  }

  /// Notes a scan of the addresses that nobody is configured at.
  mutating func scanned(_ found: [I2CAddress], at now: Uptime) {
    strangers = found
    lastScan = now
  }

  /// Notes the id that a board told of itself.
  mutating func identified(_ board: String, as chip: String) {
    chips[board] = chip
    if homes[chip] == nil { homes[chip] = board }
  }

  /// Takes every board's place for the right one: the owner has seen to it.
  mutating func settle() { homes = Dictionary(chips.map { ($1, $0) }, uniquingKeysWith: { min($0, $1) }) }

  /// What is odd now. `missing` are boards that have supply and cannot be reached.
  func findings(missing: Set<String>) -> [Finding] {
    strangers.map { stranger($0, missing) } + chips.keys.sorted().compactMap { double($0) ?? moved($0) }
  }

  private func stranger(_ address: I2CAddress, _ missing: Set<String>) -> Finding {
    let lost = missing.sorted().compactMap { name in places[name].map { "board \"\(name)\" is missing from \($0)" } }
    let advice =
      lost.isEmpty
      ? "; put it into the configuration or find out what it is."
      : ", and \(lost.joined(separator: ", ")): its address may have changed; see \"akkurat board info\" and \"akkurat "
        + "board address\"."
    return Finding(
      key: "bus.\(bus).stranger.\(address.value)",
      text: "Somebody answers at \(address) on bus \"\(bus)\", where nobody is configured\(advice)")
  }

  /// The same id told by two boards now.
  private func double(_ board: String) -> Finding? {
    guard let chip = chips[board], let other = chips.keys.sorted().first(where: { $0 < board && chips[$0] == chip })
    else { return nil }
    return Finding(
      key: "bus.\(bus).chip.\(chip)",
      text: "Boards \"\(other)\" and \"\(board)\" tell the same chip id \(chip), so one board answers at both "
        + "addresses; power one at a time and give each its own address with \"akkurat board address\".")
  }

  /// An id that another board told first.
  private func moved(_ board: String) -> Finding? {
    guard let chip = chips[board], let home = homes[chip], home != board, chips[home] != chip else { return nil }
    return Finding(
      key: "bus.\(bus).moved.\(board)",
      text: "The chip \(chip) that was board \"\(home)\" answers where board \"\(board)\" is configured: boards or "
        + "addresses were swapped; \"akkurat rescan\" takes the new places for right.")
  }
}
