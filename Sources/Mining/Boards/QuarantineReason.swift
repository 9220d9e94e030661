/// Why a board gets no more jobs until its owner looks at it.
public enum QuarantineReason: Sendable, Hashable, CustomStringConvertible {
  /// Its answers are wrong, and so was its self-test, or it went wrong again right after one.
  case wrongAnswers
  /// Its chip id changes or cannot be read: two boards answer at one address.
  case unstableIdentity

  public var description: String {
    switch self {
    case .wrongAnswers:
      "The board computes wrong answers and failed its self-test; it gets no jobs until it is released."
    case .unstableIdentity:
      "The chip id at this address is unstable, so two boards seem to share it; power one board at a time and give each "
        + "its own address."
    }
  }
}
