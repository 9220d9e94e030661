internal import Foundation

extension ConsoleInterpreter {
  /// Takes the agent's answer to a request.
  public mutating func answer(_ line: String, to request: ConsoleRequest) -> [ConsoleAction] {
    if let refusal = ControlRefusal(json: line) {
      if case .live = request.view { return [] }
      return say(refusal.description.split(separator: "\n").map(String.init))
    }
    switch request.view {
    case .overview, .info, .board, .result, .rate, .reset, .pick, .live:
      guard let document = ConnectionsDocument(json: line) else { return notUnderstood }
      return take(document, request.view)
    case .power, .battery, .troubles:
      guard let document = StatusDocument(json: line) else { return notUnderstood }
      return say(ConsoleStatusText(document).lines(request.view))
    case .plan:
      guard let document = PlanDocument(json: line) else { return notUnderstood }
      return say(PlanText(document).lines)
    case .events:
      guard let document = EventsDocument(json: line) else { return notUnderstood }
      return say(document.events.isEmpty ? ["Nothing has happened yet."] : document.events.map(\.line))
    case .report:
      guard let document = Report(json: line) else { return notUnderstood }
      return say(ReportText(document, in: LocalCalendar(.current), glyphs: .ascii).lines)
    case .reload:
      guard let answer = ReloadAnswer(json: line) else { return notUnderstood }
      return say(answer.lines)
    case .jobs:
      guard let answer = JobsAnswer(json: line) else { return notUnderstood }
      return say(answer.lines)
    case .orders, .begin, .end: return takeOrders(line, request.view)
    case .bus: return takeBus(line)
    }
  }

  private var notUnderstood: [ConsoleAction] {
    say(["The agent's answer is not understood; are agent and command of one version?"])
  }

  private mutating func takeOrders(_ line: String, _ view: ConsoleRequest.View) -> [ConsoleAction] {
    guard let answer = OverrideAnswer(json: line) else { return notUnderstood }
    let lines = OrderText(answer).lines
    guard view == .begin, let taken = answer.taken, let id = Int(taken.id.dropFirst()) else { return say(lines) }
    liveOrder = id
    return [.show(ConsoleText.lines(lines + ["Any key ends it."]))]
  }

  private mutating func takeBus(_ line: String) -> [ConsoleAction] {
    if let document = ConnectionsDocument(json: line) {
      buses = document.buses.map(\.name)
      if bus == nil || !buses.contains(bus ?? "") { bus = buses.first }
      return say(["Bus tool. d scans, n t sets the target, ? helps, x leaves."])
    }
    guard let answer = BusToolAnswer(json: line) else { return notUnderstood }
    return say(answer.lines)
  }

  private mutating func take(_ document: ConnectionsDocument, _ view: ConsoleRequest.View) -> [ConsoleAction] {
    let text = ConsoleConnectionText(document, since: baselines)
    switch view {
    case .overview: return say(text.overview)
    case .live: return [.show(ConsoleText.lines(text.overview))]
    case .info(let n):
      guard let n else { return say(text.head + document.connections.flatMap(text.full)) }
      return about(n, document, text.full)
    case .board(let n): return about(n, document, text.board)
    case .result(let n): return about(n, document, text.result)
    case .rate(let n): return about(n, document, text.rate)
    case .reset(let n): return reset(n, document)
    case .pick(let n, let order):
      guard let connection = document.connections.first(where: { $0.number == n }) else { return nobody(n, document) }
      return ask(connection, order)
    default: return []
    }
  }

  private func about(
    _ n: Int, _ document: ConnectionsDocument, _ lines: (ConnectionsDocument.Connection) -> [String]
  ) -> [ConsoleAction] {
    guard let connection = document.connections.first(where: { $0.number == n }) else { return nobody(n, document) }
    return say(lines(connection))
  }

  private func nobody(_ n: Int, _ document: ConnectionsDocument) -> [ConsoleAction] {
    let count = document.connections.count
    return say([
      count == 0
        ? "No board is configured." : "There is no connection \(n); they are numbered from 1 to \(count) (see o)."
    ])
  }

  private mutating func reset(_ n: Int?, _ document: ConnectionsDocument) -> [ConsoleAction] {
    let chosen = document.connections.filter { n == nil || $0.number == n }
    if let n, chosen.isEmpty { return nobody(n, document) }
    for connection in chosen { baselines[connection.number] = connection }
    let who = n.map { "connection \($0)" } ?? "all connections"
    return say(["This console counts the jobs, results and shares of \(who) from now on."])
  }

  private func ask(_ connection: ConnectionsDocument.Connection, _ order: ConsoleRequest.Order) -> [ConsoleAction] {
    let name = ConsoleRequest.quoted(connection.name)
    let board = [("order", "\"board\""), ("board", name)]
    switch order {
    case .on: return ask(.orders, override("set") + board + [("on", "true")])
    case .off: return ask(.orders, override("set") + board + [("on", "false")])
    case .remove: return ask(.orders, override("set") + board + [("on", "false"), ("until_cleared", "true")])
    case .step:
      return ask(
        .jobs,
        [("op", "\"jobs\""), ("do", "\"step\""), ("count", "1"), ("board", name), ("from", "\"\(face)\"")])
    }
  }
}
