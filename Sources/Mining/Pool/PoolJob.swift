/// A piece of work from the pool: find the number `n` for which SHA-1 of the text `previousHash` followed by `n` in
/// decimal is `expectedHash`.
///
/// `n` is uniform in 1...100·difficulty; 0 never is the answer.
public struct PoolJob: Sendable, Hashable, CustomStringConvertible {
  /// 40 hexadecimal characters, hashed as text and not as bytes.
  public let previousHash: String
  /// SHA-1 wanted: 40 lower-case hexadecimal characters.
  public let expectedHash: String
  /// A hundredth of the largest possible answer, at least 1.
  public let difficulty: Int

  /// A job of parts that are known to be well formed.
  public init(previousHash: String, expectedHash: String, difficulty: Int) {
    self.previousHash = previousHash
    self.expectedHash = expectedHash
    self.difficulty = difficulty
  }

  /// The largest answer that can be right.
  public var largestNonce: Int { difficulty * 100 }

  /// True for numbers that can be the answer; a board's 0 or a number past the range can not.
  public func allows(_ nonce: Int) -> Bool { nonce >= 1 && nonce <= largestNonce }

  /// As the pool wrote it, without the newline.
  public var description: String { "\(previousHash),\(expectedHash),\(difficulty)" }
}

extension PoolJob {
  /// The highest difficulty that is believed (the hardest tier known has 1,000,000).
  static let difficultyLimit = 10_000_000
  /// Two hashes, two commas, one digit.
  private static let shortestLine = 40 + 1 + 40 + 1 + 1

  /// Reads a job line by its shape: its last three comma fields are 40 hex, 40 lower-case hex and a number.
  ///
  /// Text before the first hash is passed over: a late message of the day has no newline at its end and sticks to the
  /// front of the job line.
  init?(line: [UInt8]) {
    guard line.count >= Self.shortestLine else { return nil }
    let fields = line.split(separator: 0x2c, omittingEmptySubsequences: false)
    guard fields.count >= 3 else { return nil }
    let previous = fields[fields.count - 3].suffix(40)
    let expected = fields[fields.count - 2]
    let number = fields[fields.count - 1]
    guard previous.count == 40, previous.allSatisfy(Self.isHexadecimal),
      expected.count == 40, expected.allSatisfy(Self.isLowerHexadecimal),
      (1...8).contains(number.count), number.allSatisfy({ (0x30...0x39).contains($0) }),
      let difficulty = Int(String(decoding: number, as: UTF8.self)), (1...Self.difficultyLimit).contains(difficulty)
    else { return nil }
    self.init(
      previousHash: String(decoding: previous, as: UTF8.self),
      expectedHash: String(decoding: expected, as: UTF8.self),
      difficulty: difficulty)
  }

  private static func isLowerHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isLowerHexadecimal(byte) || (0x41...0x46).contains(byte)
  }
}
