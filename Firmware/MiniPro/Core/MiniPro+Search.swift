/// What the main loop takes from the board and hands back. Short calls: on the chip interrupts are masked during each.
extension MiniPro {
  /// A search from now on; the main loop will take the job.
  mutating func beginSearch(tag: UInt8, command: UInt8, at now: UInt32) {
    self.tag = tag
    state = .searching
    nonce = 0
    result = 0
    started = now
    commandInProgress = command
    frameWasRefused = false
    isComplete = false
    isFresh = false
    searchNumber &+= 1
    secondsWithoutJob = 0
    orders.insert(.search)
    orders.remove(.powerDown)
  }

  /// Whatever the main loop is at, its outcome comes too late from now on.
  mutating func stopSearch() {
    searchNumber &+= 1
    commandInProgress = 0x20
    orders.remove(.search)
  }

  /// The orders that wait, once each.
  public mutating func takeOrders() -> Orders {
    let taken = orders
    orders = []
    return taken
  }

  /// Something waits for the main loop.
  public var hasOrders: Bool { !orders.isEmpty }

  /// Puts back an order that could not be followed yet.
  public mutating func postpone(_ order: Orders) { orders.insert(order) }

  /// Copies the job to be searched.
  /// - Returns: the number to show with every progress and outcome.
  public mutating func takeJob(_ copy: inout Job) -> UInt8 {
    copy = job
    return searchNumber
  }

  /// When the search began, µs.
  public var searchStarted: UInt32 { started }

  /// Takes note of how far search `number` is.
  /// - Returns: false when it is no longer wanted.
  public mutating func progress(of number: UInt8, nonce: UInt32) -> Bool {
    if number != searchNumber || state != .searching { return false }
    self.nonce = nonce
    return true
  }

  /// Search `number` is over. Too late for a search that was aborted: nothing happens.
  public mutating func end(_ number: UInt8, _ outcome: Outcome) {
    if number != searchNumber || state != .searching { return }
    state = outcome.state
    nonce = outcome.nonce
    result = outcome.state == .found ? outcome.nonce : 0
    elapsed = outcome.microseconds
    milliseconds = outcome.milliseconds
    isComplete = true
    commandInProgress = 0x20
    secondsWithoutJob = 0
    counters.rate = outcome.rate
    counters.searches &+= 1
    orders.insert(.tellResult)
  }

  /// A second has passed. Orders power-down when there was no job for long enough.
  public mutating func passSecond() {
    if state == .searching { return }
    if secondsWithoutJob < 65535 { secondsWithoutJob &+= 1 }
    if sleepAfter != 0, secondsWithoutJob >= sleepAfter { orders.insert(.powerDown) }
  }

  /// The board came back from power-down: the time without a job counts anew.
  public mutating func wokeUp() { secondsWithoutJob = 0 }

  /// EEPROM holds `address` now.
  public mutating func saved(address: UInt8) {
    if address == self.address { addressIsUnsaved = false }
  }
}
