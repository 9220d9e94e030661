/// How a dialect of the `classic` family cuts a job into commands: letter and length of each part. Every command is at
/// most 32 bytes (`classic`) or 16 (`classic85`) with its letter; a longer one would silence the board until reset.
struct ClassicLayout: Sendable {
  private let previous: [(letter: Character, length: Int)]
  private let expected: [(letter: Character, length: Int)]
  /// Whether `I` is answered.
  let hasIdentity: Bool
  /// Whether `D` is obeyed; without it the board searches as for difficulty 10.
  let hasDifficulty: Bool
  /// The hardest job: two digits for `D`, or what is built in.
  let hardestDifficulty: Int

  /// `L` `M` previous hash, `N` `O` expected hash, 20 characters each.
  static let classic = ClassicLayout(
    previous: [("L", 20), ("M", 20)], expected: [("N", 20), ("O", 20)],
    hasIdentity: true, hasDifficulty: true, hardestDifficulty: 99)

  /// `L` `M` `N` previous hash, `O` `P` `Q` expected hash, 14 + 14 + 12 characters.
  static let classic85 = ClassicLayout(
    previous: [("L", 14), ("M", 14), ("N", 12)], expected: [("O", 14), ("P", 14), ("Q", 12)],
    hasIdentity: false, hasDifficulty: false, hardestDifficulty: 10)

  private init(
    previous: [(Character, Int)], expected: [(Character, Int)], hasIdentity: Bool, hasDifficulty: Bool,
    hardestDifficulty: Int
  ) {
    self.previous = previous
    self.expected = expected
    self.hasIdentity = hasIdentity
    self.hasDifficulty = hasDifficulty
    self.hardestDifficulty = hardestDifficulty
  }

  /// The commands of a job in order; the last one starts the search. Hashes are sent in lower case.
  func commands(for job: PoolJob) -> [[UInt8]] {
    Self.cut(job.previousHash, previous) + Self.cut(job.expectedHash, expected)
  }

  private static func cut(_ text: String, _ parts: [(letter: Character, length: Int)]) -> [[UInt8]] {
    var rest = text.lowercased()[...]
    return parts.map { part in
      defer { rest = rest.dropFirst(part.length) }
      return Array("\(part.letter)\(rest.prefix(part.length))".utf8)
    }
  }
}
