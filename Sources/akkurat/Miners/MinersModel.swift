import Agent
import ArgumentParser
import Mining
import Units

/// `akkurat miners`: what it knows and shows. Pure.
struct MinersModel: AccountFace {
  /// How it is shown.
  enum Form: Sendable { case screen, lines, json }

  static let name = "miners"

  private let service: String
  private let zone: LocalZone
  private let form: Form
  private var users: AccountUsers
  private var pace: AccountTick
  private var order = MinersOrder()
  private var isWide = false
  private var isHelping = false
  private var answer: (value: AccountAnswer, at: Moment)?
  private var rig: (status: StatusDocument?, reason: String) = (nil, "nobody was asked yet.")
  private var notice: (text: String, style: TextStyle)?
  private var due: Moment?
  private var first = 0
  private(set) var isImpatient = false

  init(users: [String], service: String, tick: Duration, zone: LocalZone, form: Form) {
    self.users = AccountUsers(users)
    self.service = service
    self.zone = zone
    self.form = form
    pace = AccountTick(tick)
  }

  var user: String { users.current }
  var tick: Duration { pace.length }

  mutating func take(_ event: AccountEvent, at now: Moment) -> [AccountAction] {
    isImpatient = false
    switch event {
    case .answer(let new, let age):
      answer = (new, now - age)
      notice = nil
      return shown + logged(now)
    case .rig(let status, let reason): rig = (status, reason)
    case .problem(let problem, let pause):
      let isLost = problem.isFinal && users.known.count == 1
      let next = problem.isFinal ? "" : " Asked again in \(pause.brief)."
      return tell("\(problem)\(next)", .bad, now) + (isLost ? [.leave(ExitCode(after: problem))] : [])
    case .early(let pause, let last):
      return tell(
        "The server may not be asked for another \(pause.brief).\(last.map { " Before: \($0)" } ?? "")", .warning, now)
    case .due(let moment): due = moment
    case .key(let key): return press(key)
    }
    return []
  }

  /// What an answer brings where no screen is drawn.
  private var shown: [AccountAction] {
    guard let answer else { return [] }
    switch form {
    case .screen: return []
    case .json: return [.say([StyledLine(document(answer.value, answer.at).json())])]
    case .lines:
      return [.say([StyledLine("\(zone.date(at: answer.at.wall)) \(zone.seconds(at: answer.at.wall))")] + list + [""])]
    }
  }

  /// The answer for paper: the list, or JSON in several lines.
  mutating func printed(_ new: AccountAnswer, at moment: Moment) -> [StyledLine] {
    answer = (new, moment)
    return form == .json ? [StyledLine(document(new, moment).json(pretty: true))] : list
  }

  private func document(_ answer: AccountAnswer, _ at: Moment) -> MinersDocument {
    MinersDocument(answer, order: order, match: match, noRig: rig.reason, at: at.wall)
  }

  private var match: MinerMatch? { answer.flatMap { answer in rig.status.flatMap { own(answer.value, $0) } } }

  /// The rig is compared with its own account only.
  private func own(_ answer: AccountAnswer, _ status: StatusDocument) -> MinerMatch? {
    status.pool.user.map { $0 == answer.user } ?? true ? MinerMatch(answer.miners, status) : nil
  }

  private var text: MinersText? {
    answer.map { MinersText(answer: $0.value, order: order, match: match, isWide: isWide) }
  }

  private var reason: String {
    guard let other = rig.status?.pool.user, rig.status != nil, other != user else { return rig.reason }
    return "the rig here mines for \(other.shown())."
  }

  private var list: [StyledLine] { text.map { $0.table + $0.totals + $0.rig(reason) } ?? [] }

  /// A line of sums at each answer; all miners once an hour.
  private func logged(_ now: Moment) -> [AccountAction] {
    guard let text, let answer else { return [] }
    let sum = MinersTotals(answer.value.miners)
    let small = MinersTotals.arduinos(answer.value.miners)
    let line =
      "\(zone.seconds(at: answer.at.wall))  \(sum.miners) miners \(Decimal.fixed(sum.hashRate, 0)) H/s "
      + "\(sum.accepted)/\(sum.rejected); Arduinos \(small.miners), \(Decimal.fixed(small.hashRate, 0)) H/s"
    let findings = match?.findings.map { "# \($0)" } ?? []
    let head = "# user \(user), \(service), \(zone.date(at: answer.at.wall)) \(zone.seconds(at: answer.at.wall))"
    return [.logHourly([head] + text.table.map { "# \($0.text)" }), .log([line] + findings)]
  }

  private mutating func tell(_ text: String, _ style: TextStyle, _ now: Moment) -> [AccountAction] {
    notice = (text, style)
    let line = "\(zone.seconds(at: now.wall))  \(text)"
    let said: [AccountAction] =
      switch form {
      case .screen: []
      case .lines: [.say([StyledLine(line, style)])]
      case .json: [.complain(line)]
      }
    return said + [.log(["# \(line)"])]
  }

  // MARK: Keys

  private mutating func press(_ key: Key) -> [AccountAction] {
    if !users.isTyping {
      switch key {
      case .letter("q"), .letter("x"), .control("c"), .control("d"): return [.leave(.success)]
      case .control("z"): return [.suspend]
      default: break
      }
    }
    isHelping = key == .letter("?") && !users.isTyping ? !isHelping : false
    if let change = users.take(key) { return changed(change) }
    switch key {
    case .letter("d"): isWide.toggle()
    case .letter("e"): order.by = .shareTime
    case .letter("h"): order.by = .hashRate
    case .letter("n"): order.by = .server
    case .letter("p"): order.by = .accepted
    case .letter("w"): order.by = .software
    case .letter("r"): order.isReversed.toggle()
    case .letter("j"): pace.next()
    case .down: first += 1
    case .up: first = max(0, first - 1)
    case .pageDown, .letter(" "): first += 10
    case .pageUp: first = max(0, first - 10)
    case .home: first = 0
    case .end: first = .max / 2
    default: break
    }
    first = min(first, max(0, (answer?.value.miners.count ?? 1) - 1))
    return []
  }

  private mutating func changed(_ change: AccountUsers.Change) -> [AccountAction] {
    switch change {
    case .typing(let text): notice = (text + "_", .strong)
    case .stays(let text): notice = (text, .plain)
    case .user(let name):
      answer = nil
      first = 0
      isImpatient = true
      notice = ("user: \(name.shown()); it is asked when the server may be.", .plain)
    }
    return []
  }

  // MARK: Screen

  func screen(width: Int, height: Int, at now: Moment) -> [StyledLine]? {
    guard form == .screen else { return nil }
    var head: [StyledLine] = [StyledLine("MINERS  ", .strong) + StyledLine(title(at: now))]
    if let notice {
      head += WrappedText(label: "", text: notice.text, width: width).lines.map { StyledLine($0, notice.style) }
    }
    guard !isHelping else { return Array((head + [""] + Self.help).prefix(height)) }
    guard let text else { return Array(head.prefix(height)) }
    let foot =
      text.totals
      + text.rig(reason).flatMap { line in
        WrappedText(label: "", text: line.text, width: width).lines.map {
          StyledLine($0, line.pieces.first?.style ?? .plain)
        }
      }
    let table = text.table
    let rows = max(2, height - head.count - foot.count - 3)
    let miners = table.dropFirst()
    let start = max(0, min(first, miners.count - (rows - 1)))
    let more =
      miners.count > rows - 1 ? "   ↑ ↓ \(start + 1)-\(min(miners.count, start + rows - 1)) of \(miners.count)" : ""
    let body = table.prefix(1) + miners.dropFirst(start).prefix(rows - 1)
    return Array(
      (head + [""] + body + [""] + foot + [StyledLine("q leave   ? help\(more)", .faint)]).prefix(max(0, height)))
  }

  private func title(at now: Moment) -> String {
    let age = answer.map { "\((now.uptime - $0.at.uptime).brief) ago" } ?? "no answer yet"
    return "of \(user.shown())   \(age), every \(tick.brief)   \(order.words)"
  }

  private static let help: [StyledLine] = [
    "d  wide or narrow", "e  by elapsed (seconds of the last share)", "h  by hash rate", "n  none: the server's order",
    "p  by accepted", "w  by software", "r  reverse", "j  length of the tick",
    "o s t u  own user, next user, the user before, another user", "↑ ↓ PgUp PgDn Home End  scroll",
    "q x  leave", "?  this help, and back",
  ]
}
