/// State of a search as byte 0 of a report carries it in bits 3–0.
public enum SearchState: UInt8, Sendable {
  /// No job since reset or `A`.
  case idle = 0
  /// Working.
  case searching = 1
  /// The nonce is the answer.
  case found = 2
  /// No nonce of 0 … difficulty × 100 fits.
  case notFound = 3
  /// Stopped by ABORT.
  case aborted = 4
}
