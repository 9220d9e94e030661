internal import Units

/// What boards of all dialects share: supply, address, the search and its cost in time and energy, and their faults.
struct BoardCore: Sendable {
  /// What a board is doing when the bus calls it.
  enum Presence: Sendable, Hashable {
    /// No power, still booting, or broken.
    case absent
    /// Just started: memory is fresh.
    case fresh
    /// As it was.
    case awake
  }

  /// A search and what will come of it.
  struct Search: Sendable, Hashable {
    var begin: Uptime
    var due: Uptime
    /// 0 when nothing was found, as the firmware reports it.
    var nonce: Int
    /// Whether a nonce was found.
    var found: Bool
    /// Whether the board goes deaf when it is done.
    var deafens: Bool
    /// How many times longer than by the board's own clock it lasts in the world.
    var stretch = 1.0

    /// How long it took by the board's own clock; a shortfall of a nanosecond does not cost a microsecond.
    var microseconds: Int { Int(Double(due.nanoseconds - begin.nanoseconds) / stretch + 500) / 1000 }
    /// The same, as the boards' text has it.
    var milliseconds: Int { microseconds / 1000 }
  }

  let world: SimulatedWorld
  let description: BoardDescription
  /// Place in the world's list of loads; faults count from 1.
  let slot: Int
  let noise: Noise
  private let firstAddress: UInt8
  private let searchStretch: Double
  private var generation = -1
  private var jobs = 0

  init(
    world: SimulatedWorld, description: BoardDescription, switchedOn: Bool, firstAddress: UInt8,
    searchStretch: Double = 1
  ) {
    self.world = world
    self.searchStretch = searchStretch
    self.firstAddress = firstAddress
    self.description = description
    slot = world.addSlot(
      LoadSlot(
        label: description.label, brownOutVolts: description.brownOut.value, idleWatts: description.idle.value,
        inrushWatts: description.inrush.value, switchedOn: switchedOn))
    noise = Noise(seed: world.description.seed).stream(slot)
  }

  func has(_ fault: Fault.Kind, at time: Uptime) -> Bool { world.faults.isActive(fault, target: slot + 1, at: time) }

  /// Whether the board is there, and whether it lost its memory since the last call.
  mutating func presence(at time: Uptime) -> Presence {
    let supply = world.supply(of: slot, at: time)
    guard supply.powered, time >= supply.startedAt + description.bootTime, !has(.deadBoard, at: time) else {
      return .absent
    }
    guard supply.generation != generation else { return .awake }
    generation = supply.generation
    return .fresh
  }

  /// The chip restarts by itself.
  mutating func reset(at time: Uptime) { world.reset(slot: slot, at: time) }

  func holdsData(at time: Uptime) -> Bool {
    has(.dataHeld, at: time) && world.supply(of: slot, at: time).powered
  }

  /// The address of the rig's first board, when this one answers there too.
  func duplicatedAddress(at time: Uptime) -> UInt8? {
    has(.duplicateAddress, at: time) ? firstAddress : nil
  }

  /// 16 digits of a unique chip, the same for ever.
  func serial(uppercase: Bool) -> String {
    let text = String(noise.bits(-1), radix: 16, uppercase: uppercase)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  /// Starts a search: its end, its result and its energy are settled here, nobody sees them before they are due.
  ///
  /// - Parameter restAfter: time after its end at which the chip powers down; nil is never.
  mutating func search(
    previous: [UInt8], digest: [UInt8]?, difficulty: Int, at time: Uptime, restAfter: Duration? = nil
  ) -> Search {
    jobs += 1
    let result = JobSearch(previous: previous, digest: digest, difficulty: difficulty)
    let rate = description.hashRate.value * (has(.slowBoard, at: time) ? 0.25 : 1)
    let length = Double(result.hashes) / rate * searchStretch
    let dips = has(.brownOut, at: time) && noise.uniform(jobs) < 0.5
    let due = time + .seconds(dips ? length * 0.4 : length)
    var change = LoadSlot.Change(time: due.nanoseconds, watts: description.idle.value, hashes: result.hashes)
    change.resets = dips
    change.rest = rest(after: restAfter, from: due)
    world.draw(description.hashing.value, slot: slot, at: time, change: change)
    return Search(
      begin: time, due: due, nonce: answer(result.nonce ?? 0, difficulty, at: time), found: result.nonce != nil,
      deafens: has(.deafBoard, at: time) && noise.uniform(jobs &+ 1_000_000) < 0.3,
      stretch: searchStretch)
  }

  /// A search is given up.
  func abandon(at time: Uptime, restAfter: Duration?) {
    world.count(slot: slot) { $0.jobsLost += 1 }
    rest(at: time, restAfter: restAfter)
  }

  /// The chip waits, and powers down later.
  func rest(at time: Uptime, restAfter: Duration?) {
    world.settle(
      description.idle.value, slot: slot, at: time, rest: rest(after: restAfter, from: time))
  }

  /// The chip powers down.
  func sleep(at time: Uptime) { world.settle(description.sleep.value, slot: slot, at: time, rest: nil) }

  private func rest(after delay: Duration?, from time: Uptime) -> LoadSlot.Rest? {
    delay.map { LoadSlot.Rest(time: (time + $0).nanoseconds, watts: description.sleep.value) }
  }

  /// The nonce, or another one within the range from a board that lies.
  private func answer(_ nonce: Int, _ difficulty: Int, at time: Uptime) -> Int {
    guard has(.lyingBoard, at: time) else { return nonce }
    world.count(slot: slot) { $0.lies += 1 }
    return 1 + (nonce + 17) % (difficulty * 100)
  }

  func countDeaf() { world.count(slot: slot) { $0.deafened += 1 } }
}
