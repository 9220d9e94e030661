import Units

/// How often the server is asked. Never more often than it allows.
struct AccountTick: Sendable, Hashable {
  /// The lengths that a key goes through.
  private static let lengths: [Duration] = [20, 30, 60, 120, 300].map { .seconds($0) }

  private(set) var length: Duration

  init(_ length: Duration = .seconds(30)) { self.length = length }

  /// The next longer one; after the longest the shortest.
  mutating func next() { length = Self.lengths.first { $0 > length } ?? Self.lengths[0] }
}
