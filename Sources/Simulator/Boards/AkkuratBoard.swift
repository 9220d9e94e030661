internal import FirmwareCore
public import Units

/// A board with the project's own firmware: the very logic of the chip, on a simulated clock and supply.
///
/// What the chip does around that logic (search loop, sleep, EEPROM, supply measurement) is done here; the hashes are
/// found by another implementation and become visible when they would be on the chip.
///
/// Source: doc/protocols/minipro.md.
public struct AkkuratBoard: SimulatedI2CDevice {
  /// The chip counts a second as four overflows of a 16-bit timer at 4 µs: 1.048576 s.
  private static let second: Int64 = 1_048_576_000
  /// Start of the crystal after power-down: 16,384 clocks at 16 MHz.
  private static let wakeUp = Duration.microseconds(1024)
  private static let watchdogCause: UInt8 = 8
  private static let powerOnCause: UInt8 = 1

  private var core: BoardCore
  private var mini = MiniPro()
  /// What EEPROM holds.
  private var storedAddress: UInt8
  private var search: BoardCore.Search?
  private var searchNumber: UInt8 = 0
  private var job = Job()
  private var writing = false
  private var asleep = false
  private var waking = false
  private var restarting = false
  private var secondMark: Int64 = 0

  init(core: BoardCore) {
    self.core = core
    storedAddress = core.description.address
    mini.takeAddress(storedAddress)
  }

  // MARK: Wire

  public mutating func start(_ first: I2CAddressByte, at time: Uptime) -> Bool {
    endWrite(at: time)
    switch core.presence(at: time) {
    case .absent: return false
    case .fresh: boot(at: time)
    case .awake: break
    }
    guard first.address == mini.address || first.address == core.duplicatedAddress(at: time) else { return false }
    settle(at: time)
    wake(at: time)
    if first.reading {
      mini.beginRead(at: Self.microseconds(time))
    } else {
      mini.beginWrite()
      writing = true
    }
    return true
  }

  public mutating func write(_ byte: UInt8, at time: Uptime) -> Bool {
    waking = false
    let acknowledged = mini.acknowledgesNextByte
    mini.receive(byte)
    return acknowledged
  }

  public mutating func read(at time: Uptime) -> UInt8 {
    waking = false
    let byte = mini.nextByte()
    guard core.has(.garbageBoard, at: time) else { return byte }
    return UInt8(truncatingIfNeeded: core.noise.bits(Int(time.nanoseconds)))
  }

  public mutating func stop(at time: Uptime) { endWrite(at: time) }

  public func stretch(reading: Bool) -> Duration { waking ? Self.wakeUp : .microseconds(5) }

  public func holdsData(at time: Uptime) -> Bool { core.holdsData(at: time) }

  private mutating func endWrite(at time: Uptime) {
    guard writing else { return }
    writing = false
    settle(at: time)
    let restBefore = restAfter
    mini.endWrite(at: Self.microseconds(time))
    if search == nil && restAfter != restBefore { rest(at: time) }
    follow(mini.takeOrders(), at: time)
  }

  // MARK: Main loop

  private mutating func boot(at time: Uptime) {
    mini = MiniPro(address: storedAddress, megahertz: 16)
    for index in UInt8(0)..<8 {
      mini.chipID[index] = UInt8(truncatingIfNeeded: core.noise.bits(-1) >> (56 - 8 * UInt64(index)))
    }
    mini.counters.resetCause = restarting ? Self.watchdogCause : Self.powerOnCause
    (search, writing, asleep, restarting) = (nil, false, false, false)
    secondMark = time.nanoseconds
    rest(at: time)
  }

  private mutating func follow(_ orders: Orders, at time: Uptime) {
    if search != nil && mini.state != .searching { giveUp(at: time) }
    if orders.contains(.search) { beginSearch(at: time) }
    if orders.contains(.storeAddress) {
      storedAddress = mini.address
      mini.saved(address: storedAddress)
    }
    if orders.contains(.measureSupply) { measureSupply(at: time) }
    if orders.contains(.powerDown) { powerDown(at: time) }
    if orders.contains(.restart) {
      restarting = true
      core.reset(at: time)
    }
  }

  /// By the bandgap of 1.1 V, which is up to 10 % off; this chip's stays as it is.
  private mutating func measureSupply(at time: Uptime) {
    let millivolts = core.world.electrical(at: time).rail.value * 1000 * (0.96 + 0.08 * core.noise.uniform(-2))
    mini.counters.supply = UInt16(max(0, min(65535, millivolts)))
  }

  private mutating func beginSearch(at time: Uptime) {
    searchNumber = mini.takeJob(&job)
    let previous = (UInt8(0)..<40).map { job.previous[$0] }
    let expected = (UInt8(0)..<20).map { job.expected[$0] }
    search = core.search(
      previous: previous, digest: expected, difficulty: Int(job.difficulty), at: time, restAfter: restAfter)
  }

  private mutating func giveUp(at time: Uptime) {
    search = nil
    secondMark = time.nanoseconds
    core.abandon(at: time, restAfter: restAfter)
  }

  /// Lets happen what has become due since the last contact.
  private mutating func settle(at time: Uptime) {
    if let search {
      guard time >= search.due else {
        let done = (time - search.begin).inSeconds * core.description.hashRate.value / search.stretch
        _ = mini.progress(of: searchNumber, nonce: UInt32(max(0, done)) / 10 * 10)
        return
      }
      end(search)
    }
    while time.nanoseconds - secondMark >= Self.second, !asleep {
      secondMark += Self.second
      mini.passSecond()
      let orders = mini.takeOrders()
      if orders.contains(.powerDown) { asleep = true }
    }
  }

  private mutating func end(_ search: BoardCore.Search) {
    self.search = nil
    secondMark = search.due.nanoseconds
    let outcome = Outcome(
      state: search.found ? .found : .notFound,
      nonce: UInt32(search.found ? search.nonce : Int(job.highestNonce) + 1),
      microseconds: UInt32(truncatingIfNeeded: search.microseconds))
    mini.end(searchNumber, outcome)
    _ = mini.takeOrders()
  }

  // MARK: Sleep

  /// Time without a job after which the chip powers down; nil is never.
  private var restAfter: Duration? {
    mini.sleepAfter == 0 ? nil : .nanoseconds(Int64(mini.sleepAfter) * Self.second)
  }

  private mutating func rest(at time: Uptime) { core.rest(at: time, restAfter: restAfter) }

  private mutating func powerDown(at time: Uptime) {
    asleep = true
    core.sleep(at: time)
  }

  private mutating func wake(at time: Uptime) {
    guard asleep else { return }
    (asleep, waking) = (false, true)
    secondMark = time.nanoseconds
    mini.wokeUp()
    rest(at: time)
  }

  private static func microseconds(_ time: Uptime) -> UInt32 { UInt32(truncatingIfNeeded: time.nanoseconds / 1000) }
}
