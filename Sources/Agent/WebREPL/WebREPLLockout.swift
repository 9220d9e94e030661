internal import Crypto
internal import Units

/// Who tries passwords waits, and after some wrong ones everybody does. A value; the clock is handed in.
struct WebREPLLockout: Sendable {
  /// So many wrong passwords in a row …
  static let mostFailures = 5
  /// … lock the door for so long.
  static let length = Duration.minutes(5)
  /// A wrong password is answered after this.
  static let delay = Duration.seconds(2)

  private var failures = 0
  private var lockedUntil: Uptime?

  /// Nobody is let in, whatever the password.
  func isLocked(at now: Uptime) -> Bool { lockedUntil.map { now < $0 } ?? false }

  /// Takes the outcome of a try; true when this one has locked the door.
  mutating func tried(isRight: Bool, at now: Uptime) -> Bool {
    guard !isRight else {
      failures = 0
      return false
    }
    failures += 1
    guard failures >= Self.mostFailures else { return false }
    failures = 0
    lockedUntil = now + Self.length
    return true
  }
}

/// A password that is compared in the same time whatever is wrong with the try.
struct WebREPLPassword: Sendable {
  private let digest: [UInt8]

  init(_ text: String) { digest = Self.digest(Array(text.utf8)) }

  func matches(_ tried: [UInt8]) -> Bool {
    zip(digest, Self.digest(tried)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
