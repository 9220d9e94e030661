/// Why the pool said BAD, and what that asks of a miner.
public enum PoolRefusal: Sendable, Hashable {
  /// The reported hash rate was not a positive number.
  case invalidData
  /// More shares a minute than the pool allows; some pools never forget it again on the same connection.
  case tooManyShares
  /// The account or the address has more workers than the pool allows: every one of them is refused.
  case tooManyWorkers
  /// The reported rate does not fit the pool's own estimate (not in the tiers of 8-bit boards).
  case modifiedHashRate
  /// The rate is below what the tier expects: the pool goes one tier down.
  case tierTooHard
  /// The rate is above what the tier expects: the pool goes one tier up.
  case tierTooEasy
  /// The number is not the answer of the job the pool has in mind.
  case incorrectResult
  /// The first message was malformed; the pool closes.
  case incorrectData
  /// The user name was empty; the pool closes.
  case noUsername
  /// The account is banned, and with it the address of everybody behind it; the pool closes.
  case userBanned
  /// A reason this version does not know.
  case other(String)

  /// The refusal that a reason names.
  public init(reason: String) {
    switch reason {
    case "Invalid data": self = .invalidData
    case "Too low difficulty": self = .tooManyShares
    case "Too many workers": self = .tooManyWorkers
    case "Modified hashrate": self = .modifiedHashRate
    case "Too high starting difficulty": self = .tierTooHard
    case "Too low starting difficulty": self = .tierTooEasy
    case "Incorrect result", "Incorrect difficulty": self = .incorrectResult
    case "Incorrect data": self = .incorrectData
    case "No username specified": self = .noUsername
    case "User banned": self = .userBanned
    default: self = .other(String(reason.prefix(80)))
    }
  }

  /// What a refusal asks for.
  public enum Handling: Sendable, Hashable {
    /// Ask for the next job after a pause that grows while refusals follow each other; a new connection after several.
    case pause
    /// The share was lost; ask again, and connect anew when it repeats: both sides disagree on the job.
    case resynchronise
    /// Ask in the next harder tier.
    case harderTier
    /// Ask in the next easier tier.
    case easierTier
    /// Run fewer workers.
    case fewerWorkers
    /// Stop mining until the owner has changed something.
    case stop
  }

  /// What to do about it.
  public var handling: Handling {
    switch self {
    case .tooManyShares, .modifiedHashRate, .other: .pause
    case .invalidData, .incorrectResult: .resynchronise
    case .tierTooEasy: .harderTier
    case .tierTooHard: .easierTier
    case .tooManyWorkers: .fewerWorkers
    case .incorrectData, .noUsername, .userBanned: .stop
    }
  }
}

extension PoolRefusal: CustomStringConvertible {
  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .invalidData: "The pool refused the reported hash rate; the job is lost and a new one is asked for."
    case .tooManyShares: "The pool counts too many shares a minute; the worker pauses, then connects anew."
    case .tooManyWorkers: "The pool counts too many workers of this account or address; the rig runs fewer."
    case .modifiedHashRate: "The pool's estimate of the hash rate differs from the reported one; the worker pauses."
    case .tierTooHard: "The hash rate is too low for the tier; the worker goes one tier down."
    case .tierTooEasy: "The hash rate is too high for the tier; the worker goes one tier up."
    case .incorrectResult: "The pool says the result is wrong; the job is dropped and a new one is asked for."
    case .incorrectData: "The pool calls the first message malformed; mining stops until the configuration is changed."
    case .noUsername: "The pool got no user name; mining stops until the configuration names one."
    case .userBanned: "The pool has banned this user; mining stops until the owner has settled it with the pool."
    case .other(let reason): "The pool refused with \"\(reason)\"; the worker pauses and asks again."
    }
  }
}
