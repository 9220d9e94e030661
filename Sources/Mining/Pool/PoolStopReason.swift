/// Why no worker mines until the owner has changed something.
public enum PoolStopReason: Sendable, Hashable {
  /// The account does not exist.
  case unknownUser(String)
  /// The mining key is not the account's: every share would be accepted and none paid.
  case wrongMiningKey(String)
  /// The account has a mining key and the configuration names none.
  case missingMiningKey(String)
  /// The pool refused for good.
  case refused(PoolRefusal)
}

extension PoolStopReason: CustomStringConvertible {
  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .unknownUser(let name):
      "The pool knows no user \"\(name)\" (upper and lower case matter); correct pool.user in the configuration."
    case .wrongMiningKey(let name):
      "The mining key is not that of \"\(name)\": shares would be accepted and never paid; correct pool.mining_key."
    case .missingMiningKey(let name):
      "\"\(name)\" has a mining key and none is configured: shares would never be paid; set pool.mining_key."
    case .refused(let refusal):
      "\(refusal)"
    }
  }
}
