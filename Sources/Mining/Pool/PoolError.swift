public import Bus

/// What can go wrong on the way to the pool.
public enum PoolError: Error, Sendable, Hashable {
  /// A configured text cannot travel in a pool message.
  case unusableText(field: String, reason: String)
  /// A `host:port` that cannot be one.
  case unusableNode(String)
  /// A web request failed before an answer came.
  case unreachable(what: String, reason: String)
  /// The answer is not what the service documents.
  case unusableAnswer(what: String, reason: String)
  /// The service refuses for now: too many requests, or a ban of this address.
  case refusedForNow(what: String, status: Int)
  /// The file of the last good node cannot be written.
  case cannotStore(path: String, errno: Int32)

  /// What to do next.
  public var recovery: Recovery {
    switch self {
    case .unusableText, .unusableNode: .stop
    case .unreachable, .unusableAnswer, .refusedForNow: .retry
    case .cannotStore: .disable
    }
  }
}

extension PoolError: CustomStringConvertible {
  /// A full sentence: what, where, next step.
  public var description: String {
    switch self {
    case .unusableText(let field, let reason):
      "The \(field) cannot be sent to the pool: \(reason); correct it in the configuration."
    case .unusableNode(let text):
      "\"\(text)\" is no pool node; write host:port, for example \"pool.example.org:6000\"."
    case .unreachable(let what, let reason):
      "\(what) cannot be reached: \(reason); it is tried again later."
    case .unusableAnswer(let what, let reason):
      "\(what) gave an answer that cannot be used: \(reason); it is asked again later."
    case .refusedForNow(let what, let status):
      "\(what) refuses requests for now (HTTP \(status)); it is left alone for a while."
    case .cannotStore(let path, let errno):
      "The last good pool node cannot be stored in \(path) (errno \(errno)); a restart has to ask for one again."
    }
  }
}
