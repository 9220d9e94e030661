public import Units

/// Asks the pool's web service at the start whether the account can be paid.
///
/// Pools do not check the mining key: with a wrong one every share is accepted and none is paid. Two requests, made
/// once; what could not be checked is not asked again for ten minutes.
public actor AccountCheck {
  /// Where the public service is.
  public static let publicAddress = "https://server.duinocoin.com"

  /// What the service says.
  public enum Outcome: Sendable, Hashable {
    /// The user exists and the key is right, or none is needed.
    case confirmed
    /// Mining would be for nothing.
    case stop(PoolStopReason)
    /// Nobody knows: go on, and say so.
    case unchecked(String)
  }

  private let account: PoolAccount
  private let base: String
  private let fetcher: any WebFetching
  private let timebase: any Timebase
  private var last: (outcome: Outcome, at: Uptime)?

  /// A check of one account; `base` is the service's address without a slash at its end.
  public init(
    _ account: PoolAccount, base: String = AccountCheck.publicAddress, fetcher: any WebFetching,
    timebase: any Timebase
  ) {
    self.account = account
    self.base = base
    self.fetcher = fetcher
    self.timebase = timebase
  }

  /// The outcome; asks only when that is due.
  public func outcome() async -> Outcome {
    if let last, !isStale(last) { return last.outcome }
    let outcome = await ask()
    last = (outcome, timebase.now)
    return outcome
  }

  private func isStale(_ last: (outcome: Outcome, at: Uptime)) -> Bool {
    guard case .unchecked = last.outcome else { return false }
    return timebase.now - last.at >= .seconds(600)
  }

  private func ask() async -> Outcome {
    do {
      if let reason = try await userProblem() { return .stop(reason) }
      if let reason = try await keyProblem() { return .stop(reason) }
      return .confirmed
    } catch {
      return .unchecked("The account was not checked. \(error) Mining goes on; a wrong key would mine for nothing.")
    }
  }

  private func userProblem() async throws(PoolError) -> PoolStopReason? {
    let answer = try await answer("/users/\(account.username.quotedForAddress)?limit=1")
    if answer["success"]?.truth == true { return nil }
    let message = answer["message"]?.text ?? ""
    if message.hasPrefix("This user doesn't exist") { return .unknownUser(account.username) }
    if message.hasPrefix("User banned") { return .refused(.userBanned) }
    throw .unusableAnswer(what: "The user query", reason: String(message.prefix(120)))
  }

  private func keyProblem() async throws(PoolError) -> PoolStopReason? {
    let key = account.miningKey.map { "&k=\($0.quotedForAddress)" } ?? ""
    let answer = try await answer("/mining_key?u=\(account.username.quotedForAddress)\(key)")
    guard let isRight = answer["success"]?.truth, let hasKey = answer["has_key"]?.truth else {
      let message = answer["message"]?.text ?? "no word on the key"
      throw .unusableAnswer(what: "The mining key query", reason: String(message.prefix(120)))
    }
    guard hasKey, !isRight else { return nil }
    return account.miningKey == nil ? .missingMiningKey(account.username) : .wrongMiningKey(account.username)
  }

  private func answer(_ path: String) async throws(PoolError) -> JSONValue {
    try await fetcher.get(base + path).json(from: "The pool's web service")
  }
}
