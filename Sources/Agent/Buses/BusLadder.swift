internal import Units

/// What is done about a bus that is stuck (scenario 15), one rung after the other until it is free:
///
///     calm ─► doubtful ─1 s─► clocks and STOP ─► adapter opened anew ─► boards off, one by one ─► all off: held by
///       ▲                                                                    │ free                   another, tried
///       └──────── boards on again, one by one; one that blocks it stays off ◄┘                        every 30 s
///
/// A value: told by a probe whether the bus is free, it says what to do next and which supplies are to be off.
struct BusLadder: Sendable {
  /// What to do on the bus before the next look.
  enum Action: Sendable, Hashable {
    case nothing
    /// Nine clocks and a STOP on the recovery lines.
    case clockOut
    /// Close the adapter and open it anew.
    case reopen
  }

  /// What there is to tell, each once.
  enum News: Sendable, Hashable {
    /// Nobody can use the bus.
    case stuck
    /// It is free again.
    case freed(How)
    /// The bus is stuck whenever this supply is on; it is kept off until its next trial.
    case isolated(supply: String, trial: Uptime)
    /// An isolated supply was on again, and the bus stayed free.
    case acquitted(supply: String)
    /// All that can be cut is cut, and the bus is still held: by a sensor, by the wiring or by a board without a switch.
    case heldByOthers
  }

  /// What freed it.
  enum How: Sendable, Hashable {
    case itself, clocks, reopening, powerCycle
  }

  /// What follows from a look.
  struct Move: Sendable, Hashable {
    var action = Action.nothing
    var news: [News] = []
  }

  /// Times of the ladder.
  struct Times: Sendable, Hashable {
    /// Stuck for so long is stuck.
    var patience = Duration.seconds(1)
    /// From cutting a supply to the next look: its capacitors empty.
    var off = Duration.seconds(1)
    /// From giving a supply to the next look.
    var on = Duration.seconds(1)
    /// Between two attempts when nothing can be cut any more.
    var retry = Duration.seconds(30)
    /// An isolated supply's first term; each further one is twice as long, six hours at most.
    var term = Duration.seconds(600)
    var longestTerm = Duration.seconds(21600)
  }

  enum Rung: Sendable, Hashable {
    case calm
    case doubtful(since: Uptime)
    case clocked
    case reopened
    /// Supplies that were cut, in this order; the last one has just been.
    case searching(cut: [String])
    /// Supplies that wait for being given back, and the one that has just been.
    case returning(waiting: [String], trying: String?)
    /// Nothing is left to be cut.
    case helpless(next: Uptime)
  }

  /// Supplies whose boards sit on this bus, in the order of the configuration.
  let supplies: [String]
  /// There are lines to clock it with.
  let canClock: Bool
  let times: Times
  private(set) var rung = Rung.calm
  /// Supplies kept off for being culprits, with the end of their term.
  private(set) var isolated: [String: Uptime] = [:]
  /// Supplies that were on when the bus stopped, and were cut by somebody else before the ladder came to it: when data is
  /// missing everything goes off. Each is cleared when the bus is free with it on.
  private(set) var suspected: Set<String> = []
  /// The supplies that were on when the bus was last seen free, and last seen stuck.
  private var onWhenFree: Set<String> = []
  private var onWhenStuck: Set<String> = []
  private var terms: [String: Int] = [:]
  private var notBefore = Uptime.zero

  init(supplies: [String], canClock: Bool, times: Times = Times()) {
    self.supplies = supplies
    self.canClock = canClock
    self.times = times
  }

  /// Supplies that must be off now, whatever is wanted.
  var held: Set<String> {
    let searched: [String] =
      switch rung {
      case .searching(let cut): cut
      case .returning(let waiting, _): waiting
      case .helpless: supplies
      case .calm, .doubtful, .clocked, .reopened: []
      }
    return Set(searched).union(isolated.keys)
  }

  /// Whether the bus is to be looked at though nobody complained.
  func wantsLook(on: Set<String>, at now: Uptime) -> Bool {
    guard rung == .calm else { return now >= notBefore }
    return isolated.values.contains { $0 <= now } || !suspected.isDisjoint(with: on)
  }

  /// Gives every isolated supply its next trial now: the owner has looked after it.
  mutating func pardon(at now: Uptime) { for supply in isolated.keys { isolated[supply] = now } }

  /// Takes a look at the bus.
  ///
  /// - Parameters:
  ///   - on: the supplies that are on at this moment.
  ///   - suspects: supplies to be cut first.
  mutating func look(isFree: Bool, on: Set<String>, suspects: [String], at now: Uptime) -> Move {
    guard now >= notBefore else { return Move() }
    let blamed = isFree ? compare(on) : nil
    if isFree { onWhenFree = on } else { onWhenStuck = on }
    if let blamed { return convict([], blamed, [blamed], suspects, now) }
    switch rung {
    case .calm, .doubtful: return isFree ? calm(at: now) : doubt(at: now)
    case .clocked: return isFree ? freed(.clocks) : reopen()
    case .reopened: return isFree ? freed(.reopening) : cut(after: [], on, suspects, now)
    case .searching(let cut): return isFree ? giveBack(cut, now) : self.cut(after: cut, on, suspects, now)
    case .returning(let waiting, let trying):
      return isFree ? goOn(waiting, trying, on, now) : convict(waiting, trying, on, suspects, now)
    case .helpless(let next): return isFree ? giveBack(supplies, now) : tryAgain(next, now)
    }
  }

  private mutating func calm(at now: Uptime) -> Move {
    rung = .calm
    let due = isolated.filter { $0.value <= now }.keys.sorted()
    guard !due.isEmpty else { return Move() }
    for supply in due { isolated[supply] = nil }
    rung = .returning(waiting: due, trying: nil)
    return Move()
  }

  /// The bus is free: what is on is cleared; what was cut by others since it was stuck is suspected. One that is suspected
  /// for the second time, and alone had been given supply, is blamed.
  private mutating func compare(_ on: Set<String>) -> String? {
    suspected.subtract(on)
    let cut = onWhenStuck.subtracting(on)
    let isOurs = if case .searching = rung { true } else if case .returning = rung { true } else { false }
    defer { onWhenStuck = [] }
    guard !isOurs, !cut.isEmpty else { return nil }
    let fresh = onWhenStuck.subtracting(onWhenFree).intersection(suspected)
    if fresh.count == 1, let one = fresh.first, cut.contains(one) {
      suspected.remove(one)
      return one
    }
    suspected.formUnion(cut)
    return nil
  }

  private mutating func doubt(at now: Uptime) -> Move {
    guard case .doubtful(let since) = rung else {
      rung = .doubtful(since: now)
      return Move()
    }
    guard now - since >= times.patience else { return Move() }
    guard canClock else {
      let move = reopen()
      return Move(action: move.action, news: [.stuck])
    }
    rung = .clocked
    return Move(action: .clockOut, news: [.stuck])
  }

  private mutating func reopen() -> Move {
    rung = .reopened
    return Move(action: .reopen)
  }

  private mutating func freed(_ how: How) -> Move {
    rung = .calm
    return Move(news: [.freed(how)])
  }
}

extension BusLadder {
  /// Cuts one more supply that is on; what was suspected first goes first.
  private mutating func cut(after cut: [String], _ on: Set<String>, _ suspects: [String], _ now: Uptime) -> Move {
    let candidates = (suspects + supplies).filter { on.contains($0) && !cut.contains($0) && supplies.contains($0) }
    guard let next = candidates.first else {
      rung = .helpless(next: now + times.retry)
      return Move(news: [.heldByOthers])
    }
    rung = .searching(cut: cut + [next])
    notBefore = now + times.off
    return Move()
  }

  /// The bus is free: supplies come back, the one that was cut last at the end, for it is the likeliest culprit.
  private mutating func giveBack(_ cut: [String], _ now: Uptime) -> Move {
    goOn(cut.filter { isolated[$0] == nil }, nil, [], now)
  }

  /// The bus is free with the supply that was given back; the next one.
  private mutating func goOn(_ waiting: [String], _ trying: String?, _ on: Set<String>, _ now: Uptime) -> Move {
    var news: [News] = []
    if let trying, !on.contains(trying) { suspected.insert(trying) }
    if let trying, terms[trying] != nil {
      // One that nobody wanted on was not tried: its next term would be the longer one.
      if on.contains(trying) { terms[trying] = nil }
      news.append(.acquitted(supply: trying))
    }
    guard let next = waiting.first else {
      rung = .calm
      return Move(news: news + [.freed(.powerCycle)])
    }
    rung = .returning(waiting: Array(waiting.dropFirst()), trying: next)
    notBefore = now + times.on
    return Move(news: news)
  }

  /// The bus is stuck again: with the supply that was given back last, or by another one.
  private mutating func convict(
    _ waiting: [String], _ trying: String?, _ on: Set<String>, _ suspects: [String], _ now: Uptime
  ) -> Move {
    guard let trying, on.contains(trying) else { return cut(after: waiting, on, suspects, now) }
    let count = terms[trying, default: 0]
    terms[trying] = count + 1
    let end = now + min(times.longestTerm, times.term * (1 << min(count, 10)))
    isolated[trying] = end
    rung = .returning(waiting: waiting, trying: nil)
    notBefore = now + times.off
    return Move(news: [.isolated(supply: trying, trial: end)])
  }

  private mutating func tryAgain(_ next: Uptime, _ now: Uptime) -> Move {
    guard now >= next else { return Move() }
    rung = .helpless(next: now + times.retry)
    return Move(action: canClock ? .clockOut : .reopen)
  }
}
