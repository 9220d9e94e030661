internal import Units

/// Boards and connections as the console shows them.
struct ConsoleConnectionText {
  private let document: ConnectionsDocument
  private let since: [Int: ConnectionsDocument.Connection]

  /// - Parameter since: counts at the last reset, which are taken off.
  init(_ document: ConnectionsDocument, since: [Int: ConnectionsDocument.Connection]) {
    self.document = document
    self.since = since
  }

  /// A line a connection.
  var overview: [String] {
    guard !document.connections.isEmpty else { return ["No board is configured."] }
    return [" n Board    Address  Jobs/left   In job  H/s   Board state; connection"]
      + document.connections.map { connection in
        let jobs = "\(jobs(connection))/\(connection.jobsLeft.map { "\($0)" } ?? "-")"
        let time = connection.inJobS.map { "\(Decimal.fixed($0 * 1000, 0)) ms" } ?? "-"
        return [
          "\(connection.number)".leading(2), connection.name.padded(to: 8),
          "\(connection.address)".padded(to: 8), jobs.padded(to: 9), time.leading(9),
          Decimal.fixed(connection.hashRate, 0).leading(4), " \(connection.state); \(connection.connection)",
        ].joined(separator: " ")
      }
  }

  /// Program, memory, buses.
  var head: [String] {
    let free = document.memoryFreeMb.map { "\(Decimal.fixed($0, 0)) MB free" }
    let used = document.memoryUsedMb.map { "\(Decimal.fixed($0, 0)) MB used by the agent" }
    return [
      "Rig      \(document.rig), \(document.program)\(document.node.map { ", pool \($0)" } ?? "")",
      "Memory   \([free, used].compactMap(\.self).joined(separator: ", "))",
    ]
      + document.buses.map { bus in
        let speed = bus.speedKhz.map { ", \(Decimal.short($0)) kHz" } ?? ""
        let others = bus.strangers.isEmpty ? "" : "; unknown: \(list(bus.strangers))"
        return "Bus      \(bus.name): \(bus.state)\(speed); in use: \(list(bus.configured))\(others)"
      }
  }

  /// Everything about one.
  func full(_ connection: ConnectionsDocument.Connection) -> [String] {
    let verdict = connection.verdictS.map { ", verdict after \(Decimal.fixed($0, 2)) s" } ?? ""
    return board(connection) + [
      "         \(connection.connection), made \(connection.connections) times; \(accepted(connection)) accepted, "
        + "\(refused(connection)) refused\(verdict)",
      "         \(jobs(connection)) jobs, \(results(connection)) results, \(Decimal.fixed(connection.hashRate, 1)) H/s "
        + "(\(Decimal.fixed(connection.effectiveHashRate, 1)) with all waiting)",
    ] + result(connection)
  }

  /// The board alone.
  func board(_ connection: ConnectionsDocument.Connection) -> [String] {
    let power = connection.powered ? "on" : "off"
    return [
      "\("\(connection.number)".leading(2))       \(connection.name) at \(connection.bus) \(connection.address) "
        + "(0x\(String(connection.address, radix: 16))), \(connection.dialect)\(connection.chip.map { ", \($0)" } ?? "")",
      "         supply \(power), \(connection.state); \(connection.transactions) transactions, \(connection.busErrors) failed, "
        + "\(connection.brownOuts) resets",
    ]
  }

  /// The last answer.
  func result(_ connection: ConnectionsDocument.Connection) -> [String] {
    guard let last = connection.last else { return ["         no result of \(connection.name) yet"] }
    return [
      "         last result of \(connection.name): \(last.nonce) at difficulty \(last.difficulty) in "
        + "\(Decimal.fixed(last.elapsedS, 2)) s, \(Duration.seconds(last.agoS).brief) ago"
    ]
  }

  /// What is told the pool.
  func rate(_ connection: ConnectionsDocument.Connection) -> [String] {
    [
      "\(connection.name): \(Decimal.fixed(connection.hashRate, 2)) H/s. The agent sends the measured rate with every share; "
        + "it cannot be switched off."
    ]
  }

  private func jobs(_ connection: ConnectionsDocument.Connection) -> Int {
    connection.jobs - (since[connection.number]?.jobs ?? 0)
  }

  private func results(_ connection: ConnectionsDocument.Connection) -> Int {
    connection.results - (since[connection.number]?.results ?? 0)
  }

  private func accepted(_ connection: ConnectionsDocument.Connection) -> Int {
    connection.accepted - (since[connection.number]?.accepted ?? 0)
  }

  private func refused(_ connection: ConnectionsDocument.Connection) -> Int {
    connection.refused - (since[connection.number]?.refused ?? 0)
  }

  private func list(_ addresses: [Int]) -> String {
    addresses.isEmpty ? "nobody" : addresses.map { "\($0)" }.joined(separator: " ")
  }
}
