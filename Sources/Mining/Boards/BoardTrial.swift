public import Units

/// Known jobs for one board, one after the other: the host has made them and knows the answers before it asks.
public struct BoardTrial: Sendable {
  /// How a job ended.
  public enum Verdict: Sendable, Hashable {
    /// The answer is right.
    case right
    /// The answer is wrong.
    case wrong(Int)
    /// The board says that nothing fits, though something does.
    case nothingFound
    /// There is no answer.
    case failed(BoardFailure)
  }

  /// One job.
  public struct Answer: Sendable, Hashable {
    /// The right nonce.
    public let expected: Int
    /// How it ended.
    public internal(set) var verdict: Verdict
    /// The board's own time for the search, where it is plausible.
    public internal(set) var elapsed: Duration?
  }

  /// The jobs in order; fewer than asked for when the board was lost.
  public internal(set) var answers: [Answer] = []
  /// What the board calls itself.
  public internal(set) var chip: ChipID?
  /// Why the trial ended early.
  public internal(set) var end: BoardFailure?
  /// Jobs asked for.
  public let count: Int

  /// Runs the jobs; blocks as long as they take (a `classic` board needs 1.5 s a job).
  ///
  /// - Parameter telling: called with each answer.
  public init(
    of board: BoardDescription, jobs count: Int, over line: BoardLine, telling: (Answer) -> Void = { _ in }
  ) {
    self.count = count
    var run = TrialRun(board, jobs: count)
    run.begin(at: line.now)
    while !run.isOver, let due = run.next {
      line.pause(due - line.now)
      run.turn(line)
      for answer in run.answers.dropFirst(answers.count) {
        telling(answer)
        answers.append(answer)
      }
    }
    (chip, end) = (run.chip, run.end)
  }

  /// Answers that are not right.
  public var wrong: Int { answers.count - answers.count { $0.verdict == .right } }

  /// Every job was answered right.
  public var isPassed: Bool { answers.count == count && wrong == 0 && end == nil }

  /// The time of the searches that were answered right.
  public var searching: Duration { timed.reduce(.zero) { $0 + ($1.elapsed ?? .zero) } }

  /// Nonces tried over the time of these searches; nil without one.
  public var hashRate: HashRate? {
    guard searching > .zero else { return nil }
    return HashRate(Double(timed.reduce(0) { $0 + $1.expected + 1 }) / searching.inSeconds)
  }

  private var timed: [Answer] { answers.filter { $0.verdict == .right && $0.elapsed != nil } }
}
