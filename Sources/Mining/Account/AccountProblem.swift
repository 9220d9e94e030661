public import Units

/// Why there is no answer on an account.
public enum AccountProblem: Error, Sendable, Hashable {
  /// The service does not know the user. Asking again counts towards a ban.
  case unknownUser(String)
  /// The user is banned.
  case bannedUser(String)
  /// Too many requests (429) or a ban of this address (403), with the wait that the service asks for.
  case refused(status: Int, wait: Duration?)
  /// The answer is not what the service documents.
  case unusable(reason: String)
  /// No answer came.
  case unreachable(what: String, reason: String)

  /// Whether asking again can help.
  public var isFinal: Bool {
    switch self {
    case .unknownUser, .bannedUser: true
    case .refused, .unusable, .unreachable: false
    }
  }

  /// Whether the service counts it against this address: ten in an hour are a ban.
  public var countsTowardsBan: Bool { if case .unreachable = self { false } else { true } }
}

extension AccountProblem: CustomStringConvertible {
  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .unknownUser(let user):
      "The server knows no user \"\(user)\"; check the name, upper and lower case matter."
    case .bannedUser(let user): "The server has banned the user \"\(user)\"; nothing is asked any more."
    case .refused(429, _): "The server says that too much was asked from this address (HTTP 429); it is left alone."
    case .refused(let status, _): "The server refuses this address for now (HTTP \(status)); it is left alone."
    case .unusable(let reason): "The server's answer cannot be used: \(reason)."
    case .unreachable(let what, let reason): "\(what) cannot be reached: \(reason)."
    }
  }
}
