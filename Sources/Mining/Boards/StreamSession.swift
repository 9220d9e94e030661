internal import Bus
internal import Units

/// The conversation with a board of the `stream` family: text, one byte a transaction.
///
///     began     (listen until quiet)  g e t , c r c 8 $  →  1
///     job       last,expected,diff,crc\n  byte by byte
///     search    one-byte reads at common ticks until it is no 0x0A
///     answer    the rest of  nonce,µs,DUCOID…,crc  byte by byte until 0x0A
///
/// Any byte written while the board works, or while an answer is unread, makes it deaf. So nothing is written before the
/// board was quiet, before an answer was read to its end, or while a job may run.
struct StreamSession: BoardSession {
  enum State: Sendable, Hashable {
    case over
    /// Reads until nobody has spoken for a while.
    case listening(until: Uptime)
    /// Reads an answer nobody waits for, to its end.
    case draining(bytes: Int)
    /// Writes a line.
    case sending(StreamLine)
    /// Looks for the first byte of the answer to a line.
    case awaiting(StreamLine, since: Uptime, lastSilent: Uptime)
    /// Reads the answer to its end.
    case receiving(StreamLine, [UInt8], elapsed: Duration)
    case idle
  }

  var timing = StreamTiming()
  /// Whether to ask for the temperature.
  var readsTemperature = false
  var state = State.over
  var retry = BusRetry()
  /// Whether the firmware was built with checksums; known after the first query.
  var hasChecksum = true
  var lastTemperature: Uptime?
  private var isKnown: ChipID?

  init() {}

  var hardestDifficulty: Int { 655 }

  mutating func handle(_ event: SessionEvent, at now: Uptime) -> SessionMove {
    switch event {
    case .began(let fresh): begin(fresh, now)
    case .assigned(let job): assign(job, now)
    case .due: request()
    case .answered(let bytes): answered(bytes, now)
    case .failed(let error): failed(error, now)
    }
  }

  private mutating func begin(_ fresh: Bool, _ now: Uptime) -> SessionMove {
    retry.succeeded()
    return go(to: .listening(until: fresh ? now : now + timing.quietTime))
  }

  mutating func go(to state: State) -> SessionMove {
    self.state = state
    return request()
  }

  mutating func end(_ report: SessionReport) -> SessionMove {
    state = .over
    return .idle.reporting(report)
  }

  private func request() -> SessionMove {
    switch state {
    case .over, .idle: .idle
    case .listening, .draining, .awaiting, .receiving: .transfer(.read(count: 1))
    case .sending(let line): .transfer(.write([line.byte]))
    }
  }

  private mutating func answered(_ bytes: [UInt8], _ now: Uptime) -> SessionMove {
    retry.succeeded()
    switch state {
    case .over, .idle: return .idle
    case .listening(let until): return listen(bytes, until, now)
    case .draining(let count): return drain(bytes, count, now)
    case .sending(let line): return sent(line, now)
    case .awaiting(let line, let since, let silent): return lookForAnswer(bytes, line, since, silent, now)
    case .receiving(let line, let text, let elapsed): return receive(bytes, line, text, elapsed, now)
    }
  }

  /// A failed read is repeated. A failed write may have arrived: the line is ended, its answer thrown away, and sent
  /// anew.
  private mutating func failed(_ error: BusError, _ now: Uptime) -> SessionMove {
    if case .listening = state { return end(.lost(.bus(error))) }
    guard let pause = retry.pause(after: error) else { return end(.lost(.bus(error))) }
    if case .sending(let line) = state { state = .sending(line.flushing) }
    return .wait(until: now + pause)
  }

  private mutating func listen(_ bytes: [UInt8], _ until: Uptime, _ now: Uptime) -> SessionMove {
    guard bytes == [StreamText.end] else { return go(to: .draining(bytes: 1)) }
    guard now < until else { return go(to: .sending(.query(.checksum))) }
    return .poll(notBefore: min(until, now + timing.quietPoll))
  }

  private mutating func drain(_ bytes: [UInt8], _ count: Int, _ now: Uptime) -> SessionMove {
    if bytes == [StreamText.end] { return go(to: .sending(.query(.checksum))) }
    guard count < StreamText.longestAnswer else { return end(.lost(.garbled)) }
    return go(to: .draining(bytes: count + 1))
  }

  private mutating func assign(_ job: PoolJob, _ now: Uptime) -> SessionMove {
    guard case .idle = state else { return .idle.reporting(.lost(.notReady)) }
    let line = StreamLine.job(job, hasChecksum: hasChecksum)
    let isDue = lastTemperature.map { now - $0 >= timing.temperaturePeriod } ?? true
    guard readsTemperature, isDue else { return go(to: .sending(line)) }
    lastTemperature = now
    return go(to: .sending(.query(.temperature, then: job)))
  }

  /// True when the board tells an id that is new.
  mutating func learns(_ chip: ChipID) -> Bool {
    defer { isKnown = chip }
    return chip != isKnown
  }
}
