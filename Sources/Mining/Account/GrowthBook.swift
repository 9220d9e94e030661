internal import Glibc
public import Units

/// How an account grows: balances in, growth out. Pure; transfers are not growth.
public struct GrowthBook: Sendable {
  /// What a row of `akkurat perf` tells.
  public struct Row: Sendable, Hashable {
    /// When it was measured.
    public var at: Uptime
    /// DUCO in the account; nil when the server has no number.
    public var balance: Double?
    /// Growth since the book began, DUCO.
    public var total: Double?
    /// H/s of all miners, and how many.
    public var hashRate: Double
    public var miners: Int
    /// Growth since the row before, DUCO.
    public var tick: Double?
    /// Growth in a minute, DUCO: over the shortest stretch of rows that is a minute or longer.
    public var minute: Double?
    /// That growth, going on for a day, DUCO.
    public var day: Double? { minute.map { $0 * 1440 } }
    /// The smoothed growth of a day, DUCO.
    public var smoothedDay: Double?
    /// Transfers since the row before; not counted as growth.
    public var transfers: [AccountTransfer]
  }

  /// The mean since the book began.
  public struct Mean: Sendable, Hashable {
    /// How long.
    public var span: Duration
    /// From how many answers.
    public var answers: Int
    /// DUCO in it.
    public var growth: Double
    /// DUCO a day.
    public var day: Double
  }

  /// The time constant of the smoothed growth.
  public static let smoothing: Duration = .minutes(15)
  private static let kept = 240

  /// The latest rows, oldest first.
  public private(set) var rows: [Row] = []
  private var answers = 0
  private var began: Uptime?
  /// Balance less the transfers since the book began: what mining alone would show.
  private var mined: [(at: Uptime, balance: Double)] = []
  private var transferred = 0.0
  private var known: Set<String>?
  /// Weighted growth in DUCO a second, and its weight: the mean of what there is while it is young.
  private var smooth = (sum: 0.0, weight: 0.0)

  /// An empty book.
  public init() {}

  /// Enters an answer.
  public mutating func enter(_ answer: AccountAnswer, at now: Uptime) -> Row {
    answers += 1
    let news = newTransfers(answer)
    transferred += news.reduce(0) { $0 + $1.amount }
    var row = Row(
      at: now, balance: answer.balance, hashRate: answer.hashRate, miners: answer.miners.count, transfers: news)
    if let balance = answer.balance { grow(&row, to: balance - transferred, at: now) }
    rows = rows.suffix(Self.kept - 1) + [row]
    return row
  }

  /// The mean since the begin; nil before the second balance.
  public var mean: Mean? {
    guard let began, let first = base, let last = mined.last, last.at > began else { return nil }
    let growth = last.balance - first
    let span = last.at - began
    return Mean(span: span, answers: answers, growth: growth, day: growth / span.inSeconds * 86400)
  }

  private var base: Double?

  private mutating func grow(_ row: inout Row, to balance: Double, at now: Uptime) {
    if let last = mined.last, now > last.at {
      let seconds = (now - last.at).inSeconds
      row.tick = balance - last.balance
      let keep = exp(-seconds / Self.smoothing.inSeconds)
      smooth.sum = smooth.sum * keep + (balance - last.balance) / seconds * (1 - keep)
      smooth.weight = smooth.weight * keep + (1 - keep)
    }
    if base == nil { (base, began) = (balance, now) }
    mined.append((now, balance))
    mined = Array(mined.suffix(Self.kept))
    row.total = base.map { balance - $0 }
    row.minute = minute(balance, now)
    row.smoothedDay = smooth.weight > 0 ? smooth.sum / smooth.weight * 86400 : nil
  }

  private func minute(_ balance: Double, _ now: Uptime) -> Double? {
    let minuteAgo = now + .seconds(-60)
    guard let start = mined.last(where: { $0.at <= minuteAgo }) else { return nil }
    return (balance - start.balance) / (now - start.at).inSeconds * 60
  }

  /// Those that were not there before; the first answer's are history.
  private mutating func newTransfers(_ answer: AccountAnswer) -> [AccountTransfer] {
    let ids = Set(answer.transfers.map(\.id))
    defer { known = (known ?? []).union(ids) }
    guard let known else { return [] }
    return answer.transfers.filter { !known.contains($0.id) }
  }
}
