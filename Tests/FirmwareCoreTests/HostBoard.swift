import FirmwareCore

/// The core with a bus, a clock that stands where it is put, and a portable hash: the chip side in thirty lines.
final class HostBoard {
  var core = MiniPro(address: 42, megahertz: 16)
  var search = Search(kernel: PortableKernel())
  var now: UInt32 = 1000
  private var number: UInt8 = 0
  private var isSearching = false

  /// - Returns: how many bytes were acknowledged, or nil when nobody has the address.
  @discardableResult
  func write(_ bytes: [UInt8], to address: UInt8) -> Int? {
    guard address == core.address else { return nil }
    core.beginWrite()
    var taken = 0
    for byte in bytes {
      let isAcknowledged = core.acknowledgesNextByte
      core.receive(byte)
      if !isAcknowledged { break }
      taken += 1
    }
    core.endWrite(at: now)
    return taken
  }

  func read(_ count: Int, from address: UInt8) -> [UInt8]? {
    guard address == core.address else { return nil }
    core.beginRead(at: now)
    return (0..<count).map { _ in core.nextByte() }
  }

  /// One pass of the main loop: ten nonces.
  func pass() {
    let orders = core.takeOrders()
    if orders.contains(.search) {
      var job = Job()
      number = core.takeJob(&job)
      search.begin(&job)
      isSearching = true
    }
    guard isSearching else { return }
    now &+= 2500
    let state = search.step()
    if state == .searching {
      isSearching = core.progress(of: number, nonce: search.nonce)
    } else {
      core.end(number, Outcome(state: state, nonce: search.nonce, microseconds: now &- core.searchStarted))
      isSearching = false
    }
  }

  func beginTest(difficulty: UInt8) {
    var job = Job()
    TestJob.fill(&job, difficulty: difficulty)
    core.beginTest(&job, at: now)
  }

  func takeOrders() -> Orders { core.takeOrders() }

  func finish() {
    repeat { pass() } while isSearching
  }
}
