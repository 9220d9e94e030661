/// Boards that do a number of jobs and then stop. A value: told of each job that is done, it says who is through.
struct JobBook: Sendable, Hashable {
  /// What was asked for.
  enum Kind: Sendable, Hashable {
    /// Every board runs so many jobs, then all stop. By the order of this number.
    case run(order: Int)
    /// What runs does so many more, then all stop.
    case finish
    /// One board does so many, then the order that made it run is taken back.
    case step(order: Int)
  }

  /// Who asked for what.
  struct Quota: Sendable, Hashable {
    var kind: Kind
    var jobs: Int
    /// Jobs that each board still may do.
    var left: [String: Int]
    var origin: OverrideOrigin
  }

  /// What follows when a job is done.
  enum Step: Sendable, Hashable {
    /// The board has done its jobs and gets no more.
    case rest(String)
    /// All are through.
    case over(Quota)
  }

  private(set) var quota: Quota?

  /// Boards that have done their jobs.
  var through: Set<String> { Set(quota?.left.filter { $0.value <= 0 }.map(\.key) ?? []) }

  /// Jobs that a board still may do; nil when nobody counts them.
  func left(for board: String) -> Int? { quota?.left[board] }

  /// Counts from now on. What was counted before is forgotten.
  mutating func begin(_ quota: Quota) { self.quota = quota }

  /// Counts no more.
  mutating func end() { quota = nil }

  /// A board has done a job.
  mutating func done(_ board: String) -> Step? {
    guard let left = quota?.left[board], left > 0 else { return nil }
    quota?.left[board] = left - 1
    return left == 1 ? .rest(board) : nil
  }

  /// Ends the count when every board that is left can do nothing: through, or not running.
  mutating func settle(running: Set<String>) -> Step? {
    guard let quota, quota.left.allSatisfy({ $0.value <= 0 || !running.contains($0.key) }),
      quota.left.contains(where: { $0.value <= 0 })
    else { return nil }
    self.quota = nil
    return .over(quota)
  }
}
