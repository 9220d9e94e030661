/// What the pool's REST service says of an account.
public struct AccountAnswer: Sendable, Hashable {
  /// The user's name as asked.
  public var user: String
  /// DUCO; nil when the service has no number for it (a share without a hash rate can void a balance).
  public var balance: Double?
  /// Open connections of this user to any pool.
  public var miners: [ServerMiner]
  /// The latest transfers, at most as many as were asked for.
  public var transfers: [AccountTransfer]

  /// An answer by its parts.
  public init(user: String, balance: Double?, miners: [ServerMiner], transfers: [AccountTransfer] = []) {
    self.user = user
    self.balance = balance
    self.miners = miners
    self.transfers = transfers
  }

  /// The sum of the miners' rates, H/s.
  public var hashRate: Double { miners.reduce(0) { $0 + $1.hashRate } }

  /// Reads an answer to `/users/<name>`.
  ///
  /// - Throws: what the service says instead. Failures come with HTTP status 200 too.
  public init(_ answer: WebAnswer, user: String) throws(AccountProblem) {
    guard answer.status != 429, answer.status != 403 else {
      throw .refused(status: answer.status, wait: answer.retryAfter)
    }
    guard (200..<300).contains(answer.status) else { throw .unusable(reason: "HTTP status \(answer.status)") }
    guard let document = JSONValue(answer.body) else { throw .unusable(reason: "it is no JSON") }
    guard document["success"]?.truth == true, let result = document["result"] else {
      throw Self.problem(document["message"]?.text ?? "no word on why", user)
    }
    guard case .array(let miners) = result["miners"] else { throw .unusable(reason: "it has no list of miners") }
    var rows: [JSONValue] = []
    if case .array(let transfers) = result["transactions"] { rows = transfers }
    self.init(
      user: user, balance: result["balance"]?["balance"]?.number, miners: miners.compactMap(ServerMiner.init),
      transfers: rows.compactMap { AccountTransfer($0, of: user) })
  }

  private static func problem(_ message: String, _ user: String) -> AccountProblem {
    if message.hasPrefix("This user doesn't exist") { return .unknownUser(user) }
    if message.hasPrefix("User banned") { return .bannedUser(user) }
    return .unusable(reason: "it says \"\(message.prefix(120))\"")
  }
}
