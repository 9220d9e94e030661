public import Units

/// When the REST service may be asked next. Pure, and kept between programs: the limits are the address's, not a
/// program's.
///
/// The service allows 5000 requests a day and route, and bans an address for an hour after ten failures of any kind.
/// So: 20 s apart at least; after a failure 30 s, doubling to 10 min; after 429 a
/// quarter of an hour or what it asks for, after 403 an hour; never more than five failures in an hour.
///
/// Source: the pool protocol, "REST API", limits.
public struct AskingPace: Sendable, Hashable, Codable {
  /// The shortest distance of two requests.
  public static let shortest: Duration = .seconds(20)
  private static let mostFailures = 5
  private static let hour = 3600.0

  /// When was asked last, s since 1970.
  private var askedAt: Double?
  /// Not before, s since 1970.
  private var notBefore: Double?
  /// Failures in a row.
  private var inARow = 0
  /// When the service counted a failure, s since 1970, of the last hour.
  private var failures: [Double] = []

  /// Nothing was asked yet.
  public init() {}

  /// How long to wait at a time; zero when it may be asked.
  ///
  /// A calendar that was set back makes no wait longer than the rules.
  public func wait(at now: UnixTime) -> Duration {
    var until = -Double.infinity
    if let askedAt, askedAt <= now.seconds { until = askedAt + Self.shortest.inSeconds }
    if let notBefore { until = max(until, min(notBefore, now.seconds + Self.hour * 1.5)) }
    let recent = failures.filter { $0 > now.seconds - Self.hour && $0 <= now.seconds }
    if recent.count >= Self.mostFailures {
      until = max(until, recent[recent.count - Self.mostFailures] + Self.hour)
    }
    return until > now.seconds ? .seconds(until - now.seconds) : .zero
  }

  /// A request goes out.
  public mutating func asked(at now: UnixTime) {
    askedAt = now.seconds
  }

  /// It was answered.
  public mutating func answered() {
    inARow = 0
    notBefore = nil
  }

  /// It failed; the next one is due after a pause that grows.
  public mutating func failed(
    _ problem: AccountProblem, at now: UnixTime, using random: inout some RandomNumberGenerator
  ) {
    inARow += 1
    failures = failures.filter { $0 > now.seconds - Self.hour && $0 <= now.seconds }
    if problem.countsTowardsBan { failures.append(now.seconds) }
    let pause = Backoff(first: .seconds(30), longest: .seconds(600)).wait(afterFailures: inARow, using: &random)
    notBefore = now.seconds + max(pause, Self.demand(of: problem, using: &random)).inSeconds
  }

  /// What a refusal demands, never more than an hour and a half.
  private static func demand(of problem: AccountProblem, using random: inout some RandomNumberGenerator) -> Duration {
    guard case .refused(let status, let wait) = problem else { return .zero }
    let least: Duration = status == 429 ? .seconds(900) : .seconds(3600)
    return min(max(wait ?? .zero, least) * Double.random(in: 1...1.1, using: &random), .seconds(5400))
  }
}
