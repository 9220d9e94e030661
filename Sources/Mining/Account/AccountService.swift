/// The part of the pool's REST service that tells of accounts.
public struct AccountService: Sendable {
  /// The address without a slash at its end.
  public let base: String
  private let fetcher: any WebFetching

  /// A service at an address.
  public init(base: String = AccountCheck.publicAddress, fetcher: any WebFetching) {
    self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
    self.fetcher = fetcher
  }

  /// Asks once. `/users/<name>` is asked and not `/miners/<name>`: the latter calls it an error when no miner runs, and
  /// errors lead to a ban.
  public func ask(_ user: String) async throws(AccountProblem) -> WebAnswer {
    do {
      return try await fetcher.get("\(base)/users/\(user.quotedForAddress)?limit=5")
    } catch {
      if case .unreachable(let what, let reason) = error { throw .unreachable(what: what, reason: reason) }
      throw .unusable(reason: "\(error)")
    }
  }
}
