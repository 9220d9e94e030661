import Agent
import ArgumentParser
import Mining
import Units

/// `akkurat perf`: what it knows and prints. Pure.
struct PerfModel: AccountFace {
  static let name = "perf"
  private static let rowsUnderHeader = 20

  private let service: String
  private let zone: LocalZone
  private let json: Bool
  private var users: AccountUsers
  private var pace: AccountTick
  private var book = GrowthBook()
  private var last: AccountAnswer?
  private var rowsShown = 0
  private var answers = 0
  private var problems = 0
  private var marks = 0
  private var due: Moment?
  private(set) var isImpatient = false

  init(users: [String], service: String, tick: Duration, zone: LocalZone, json: Bool = false) {
    self.users = AccountUsers(users)
    self.service = service
    self.zone = zone
    self.json = json
    pace = AccountTick(tick)
  }

  var user: String { users.current }
  var tick: Duration { pace.length }

  func screen(width: Int, height: Int, at now: Moment) -> [StyledLine]? { nil }

  mutating func take(_ event: AccountEvent, at now: Moment) -> [AccountAction] {
    isImpatient = false
    switch event {
    case .answer(let answer, let age): return enter(answer, at: now - age)
    case .problem(let problem, let pause): return tell(problem, pause, at: now)
    case .early(let pause, let last):
      return note(
        "The server may not be asked for another \(pause.brief).\(last.map { " Before: \($0)" } ?? "")", at: now)
    case .rig: return []
    case .due(let moment):
      due = moment
      return []
    case .key(let key): return press(key, at: now)
    }
  }

  private mutating func enter(_ answer: AccountAnswer, at moment: Moment) -> [AccountAction] {
    answers += 1
    last = answer
    let row = book.enter(answer, at: moment.uptime)
    if json {
      return [.say([StyledLine(PerfDocument(row, user: user, at: moment.wall).json())])] + logged(row, moment)
    }
    var lines: [StyledLine] = []
    if rowsShown % Self.rowsUnderHeader == 0 { lines.append(StyledLine(PerfText.header, .faint)) }
    rowsShown += 1
    lines.append(StyledLine(PerfText.row(row, at: moment.wall, zone: zone), row.miners == 0 ? .warning : .plain))
    lines += row.transfers.map { StyledLine("          \(PerfText.transfer($0))") }
    if row.balance == nil {
      lines.append(StyledLine("          The server has no number for the balance of \(user).", .bad))
    }
    return [.say(lines)] + logged(row, moment)
  }

  private func logged(_ row: GrowthBook.Row, _ moment: Moment) -> [AccountAction] {
    [
      .logHourly(["# user \(user), \(service), times of \(zone.date(at: moment.wall))", "# \(PerfText.header)"]),
      .log([PerfText.row(row, at: moment.wall, zone: zone)] + row.transfers.map { "# \(PerfText.transfer($0))" }),
    ]
  }

  private mutating func tell(_ problem: AccountProblem, _ pause: Duration, at now: Moment) -> [AccountAction] {
    problems += 1
    let next = problem.isFinal ? "" : " Asked again in \(pause.brief)."
    let isLost = problem.isFinal && users.known.count == 1
    return note("\(problem)\(next)", at: now, .bad) + (isLost ? [.leave(ExitCode(after: problem))] : [])
  }

  /// A line with its time, on the screen and in the log. In JSON nothing but rows is printed.
  private func note(_ text: String, at now: Moment, _ style: TextStyle = .warning) -> [AccountAction] {
    let line = "\(zone.seconds(at: now.wall))  \(text)"
    return (json ? [.complain(line)] : [.say([StyledLine(line, style)])]) + [.log(["# \(line)"])]
  }

  // MARK: Keys

  private mutating func press(_ key: Key, at now: Moment) -> [AccountAction] {
    if !users.isTyping, let action = control(key) { return [action] }
    if let change = users.take(key) { return changed(change, at: now) }
    switch key {
    case .letter("a"): return say(average)
    case .letter("A"):
      book = GrowthBook()
      rowsShown = 0
      return note("Begun anew; the next answer is the new zero.", at: now, .plain)
    case .letter("b"): return say([balance])
    case .letter("f"):
      pace.next()
      return say(["The server is asked every \(tick.brief)."])
    case .letter("g"): return say(graph)
    case .letter("i"): return say(info(at: now))
    case .letter("m"): return say(miners)
    case .letter("n"):
      marks += 1
      return note("mark \(marks)", at: now, .plain)
    case .letter("?"), .letter("h"): return say(Self.help)
    case .letter(let letter): return say(["\"\(letter)\" is no key here; ? tells which are."])
    default: return []
    }
  }

  private func control(_ key: Key) -> AccountAction? {
    switch key {
    case .letter("q"), .letter("x"), .control("c"), .control("d"): .leave(.success)
    case .control("z"): .suspend
    default: nil
    }
  }

  private mutating func changed(_ change: AccountUsers.Change, at now: Moment) -> [AccountAction] {
    switch change {
    case .typing(let text): return [.prompt(text)]
    case .stays(let text): return say([text])
    case .user(let name):
      book = GrowthBook()
      last = nil
      rowsShown = 0
      isImpatient = true
      return say(["user: \(name.shown()); its first row comes when the server may be asked."])
    }
  }

  private func say(_ lines: [String]) -> [AccountAction] { [.say(lines.map { StyledLine($0) })] }

  // MARK: Words

  private var average: [String] {
    guard let mean = book.mean else { return ["No average yet; it takes two answers."] }
    return [
      "\(PerfText.milli(mean.growth)) mDUCO in \(mean.span.brief), from \(mean.answers) answers: "
        + "\(PerfText.days(mean.day)) DUCO a day."
    ]
  }

  private var balance: String {
    guard let last else { return "No balance yet." }
    return last.balance.map { "\(user.shown()) has \(Decimal.fixed($0, 6)) DUCO." }
      ?? "The server has no number for the balance of \(user.shown())."
  }

  private var graph: [String] {
    let values = book.rows.map(\.smoothedDay)
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max(), let first = book.rows.suffix(70).first,
      let end = book.rows.last
    else { return ["No graph yet; it takes two answers."] }
    return [
      SparkLine.text(values, width: 70),
      "smoothed DUCO a day, \(PerfText.days(low)) to \(PerfText.days(high)), the last \((end.at - first.at).brief)",
    ]
  }

  private func info(at now: Moment) -> [String] {
    let next = due.map { "in \(max(.zero, $0.uptime - now.uptime).brief)" } ?? "not any more"
    return [
      "user \(user.shown()) at \(service), every \(tick.brief), next \(next); \(answers) answers, \(problems) problems",
      "known users: \(users.known.map { $0.shown() }.joined(separator: ", "))",
    ]
  }

  private var miners: [String] {
    guard let last else { return ["No answer yet."] }
    guard !last.miners.isEmpty else { return ["The server sees no miner of \(user.shown())."] }
    let groups = Dictionary(grouping: last.miners) { $0.name }
    return groups.keys.sorted().map { name in
      let rate = Decimal.fixed(groups[name, default: []].reduce(0) { $0 + $1.hashRate }, 0)
      return "\(name.shown(limit: 32).padded(24)) \(groups[name, default: []].count) × \(rate) H/s in all"
    }
  }

  private static let help = [
    "a average since the begin    A begin anew             b balance",
    "f length of the tick         g graph                  i what is asked, and when",
    "m miners by name             n mark, here and in the log",
    "o own user   s next user   t the user before   u another user   q x leave   ? this help",
  ]
}

extension ExitCode {
  /// What a problem with an account means to a script.
  init(after problem: AccountProblem) {
    switch problem {
    case .unknownUser: self = .usage
    case .bannedUser: self = .noPermission
    case .refused: self = .temporaryFailure
    case .unusable, .unreachable: self = .unavailable
    }
  }
}

extension Moment {
  static func - (left: Moment, right: Duration) -> Moment { left + (.zero - right) }
}
