internal import Bus
internal import Units

/// The conversation with a board of the `classic` family (ATmega328P and ATtiny85).
///
///     began     S … A … S (hears?) … I → id
///     job       S L  S M  S N  S O     each status and each command one transaction
///     search    S … S                  at common ticks, until C
///     answer    R  E  A
///
/// What it takes care of, by the numbers of the protocol page: deafness is detected and never provoked (1, 2), a running
/// search is never disturbed (3), 0 is no answer (4), the id gets its time and no status in between (6), tails and stale
/// replies are recognised (7), commands stay short (8), after any doubt the upload starts again at `L` (9).
struct ClassicSession: BoardSession {
  enum State: Sendable, Hashable {
    case over
    /// Asked for the status at the start; somebody else's search may run.
    case looking(since: Uptime)
    /// `A` was sent.
    case clearing(tries: Int)
    /// Asked whether `A` was heard.
    case hearing(tries: Int)
    /// `I` was sent; its answer needs a moment.
    case naming(tries: Int)
    /// Asked for the 24 bytes.
    case readingName(tries: Int)
    case idle
    /// Asked whether the next command of an upload may be sent.
    case checking(ClassicUpload)
    /// A command of an upload was sent.
    case writing(ClassicUpload)
    /// Waits for a poll, or asked for the status.
    case searching(ClassicSearch)
    /// Asked for the answer.
    case fetching(ClassicSearch)
    /// `R` looked stale; asked `E` for a second opinion.
    case doubtingEars(ClassicSearch?)
    /// The version letter in the middle of a job: asked `E` whether the board has reset or is deaf.
    case doubtingReset
    /// Asked for the elapsed time.
    case timing(ClassicSearch)
    /// `A` was sent after a job.
    case closing
  }

  let layout: ClassicLayout
  var timing = ClassicTiming()
  var state = State.over
  var retry = BusRetry()
  /// The last answer to `S`: a deaf board gives it to every question.
  var lastStatus: [UInt8] = []
  /// What the board was last told with `D`; 10 since its start.
  var knownDifficulty = 10

  init(_ layout: ClassicLayout) { self.layout = layout }

  var hardestDifficulty: Int { layout.hardestDifficulty }

  mutating func handle(_ event: SessionEvent, at now: Uptime) -> SessionMove {
    switch event {
    case .began: begin(now)
    case .assigned(let job): upload(job, now)
    case .due: request()
    case .answered(let bytes): answered(bytes, now)
    case .failed(let error): failed(error, now)
    }
  }

  mutating func begin(_ now: Uptime) -> SessionMove {
    knownDifficulty = 10
    retry.succeeded()
    return go(to: .looking(since: now))
  }

  /// Enters a state and sends what it asks for.
  mutating func go(to state: State) -> SessionMove {
    self.state = state
    return request()
  }

  /// Enters a state whose request follows at the given time.
  mutating func go(to state: State, at time: Uptime) -> SessionMove {
    self.state = state
    return .wait(until: time)
  }

  /// The conversation is over.
  mutating func end(_ report: SessionReport) -> SessionMove {
    state = .over
    return .idle.reporting(report)
  }

  /// The transaction that a state stands for. A query and its answer are one transaction, so nobody gets between.
  private func request() -> SessionMove {
    switch state {
    case .over, .idle: .idle
    case .looking, .hearing, .checking, .searching: .transfer(.write(Self.status), .read(count: 3))
    case .clearing, .closing: .transfer(.write(Self.clear))
    case .naming: .transfer(.write(Self.identity))
    case .readingName: .transfer(.read(count: ClassicReply.identityLength))
    case .writing(let upload): .transfer(.write(upload.command))
    case .fetching: .transfer(.write(Self.result), .read(count: ClassicReply.numberLength))
    case .doubtingEars, .doubtingReset, .timing:
      .transfer(.write(Self.elapsed), .read(count: ClassicReply.numberLength))
    }
  }

  /// Longer with every try, for a board that is slower than all that were measured: 32 ms at last.
  private func identityTime(_ tries: Int) -> Duration { timing.identityTime * (1 << min(tries + retry.failures, 6)) }

  private mutating func answered(_ bytes: [UInt8], _ now: Uptime) -> SessionMove {
    if bytes.count == 3 { lastStatus = bytes }
    return switch state {
    case .over, .idle: .idle
    case .looking(let since): look(ClassicStatus(bytes), since, now)
    case .clearing(let tries): go(to: .hearing(tries: tries))
    case .hearing(let tries): hear(ClassicStatus(bytes), tries, now)
    case .naming(let tries): go(to: .readingName(tries: tries), at: now + identityTime(tries))
    case .readingName(let tries): identify(bytes, tries, now)
    case .checking(let upload): check(ClassicStatus(bytes), upload, now)
    case .writing(let upload): written(upload, now)
    case .searching(let search): poll(ClassicStatus(bytes), search, now)
    case .fetching(let search): fetch(bytes, search, now)
    case .doubtingEars(let search): confirmDeafness(bytes, search, now)
    case .doubtingReset: confirmReset(bytes, now)
    case .timing(let search): time(bytes, search)
    case .closing: becomeReady()
    }
  }

  /// A transaction that failed is repeated after a pause; a command of an upload is not, because it may have arrived, and
  /// twice is once too often: the upload starts again (9).
  private mutating func failed(_ error: BusError, _ now: Uptime) -> SessionMove {
    if case .looking = state { return end(.lost(.bus(error))) }
    guard let pause = retry.pause(after: error) else { return end(.lost(.bus(error))) }
    switch state {
    case .writing(let upload): return go(to: .checking(upload.restarted(now)), at: now + pause)
    case .readingName(let tries): return go(to: .naming(tries: tries), at: now + pause)
    default: return go(to: state, at: now + pause)
    }
  }

  /// A reply that no board gives: disturbed, or nobody spoke.
  mutating func garbled(_ now: Uptime) -> SessionMove {
    if let pause = retry.next() { return go(to: state, at: now + pause) }
    switch state {
    case .looking, .hearing, .checking, .searching: return go(to: .doubtingEars(nil))
    default: return end(.lost(.garbled))
    }
  }

  mutating func becomeReady() -> SessionMove {
    state = .idle
    return .idle.reporting(.ready)
  }

  private static let status = Array("S".utf8)
  private static let clear = Array("A".utf8)
  private static let identity = Array("I".utf8)
  private static let result = Array("R".utf8)
  private static let elapsed = Array("E".utf8)
}
