import Chip

/// The board; the two-wire interrupt works on it, so the main loop touches it with interrupts masked only.
nonisolated(unsafe) var board = MiniPro()
nonisolated(unsafe) private var search = Search(kernel: BoardKernel())
nonisolated(unsafe) private var job = Job()
nonisolated(unsafe) private var console = Console()
nonisolated(unsafe) private var store = AddressStore()
nonisolated(unsafe) private var supply = Supply()

/// The search under way, and its number; meaningless while `isSearching` is false.
nonisolated(unsafe) private var isSearching = false
nonisolated(unsafe) private var number: UInt8 = 0
nonisolated(unsafe) private var started: UInt32 = 0
/// Timer overflows at the last counted second.
nonisolated(unsafe) private var secondMark: UInt16 = 0

@_cdecl("main")
public func main() -> Int16 {
  setUp()
  while true {
    watchdog_serve()
    follow(takeOrders())
    if isSearching { stepSearch() }
    stepStore()
    stepSerial()
    stepSupply()
    countSeconds()
    watchTwoWire()
    rest()
  }
}

private func setUp() {
  board_set_up()
  board.megahertz = clock_megahertz()
  var cells = Cells()
  board.takeAddress(store.load(&cells))
  board.counters.resetCause = board_reset_cause()
  board.counters.watchdogResets = board_watchdog_resets()
  var index: UInt8 = 0
  while index < 8 {
    board.chipID[index] = board_id_byte(index)
    index &+= 1
  }
  supply.begin(at: 0)
  twi_set_address(board.address)
  twi_go_on()
  interrupts_unmask()
}

private func now() -> UInt32 {
  interrupts_mask()
  let time = clock_microseconds_masked()
  interrupts_unmask()
  return time
}

private func takeOrders() -> Orders {
  interrupts_mask()
  let orders = board.takeOrders()
  interrupts_unmask()
  return orders
}

private func follow(_ orders: Orders) {
  if orders.contains(.search) { beginSearch() }
  if orders.contains(.storeAddress) {
    interrupts_mask()
    let address = board.address
    interrupts_unmask()
    store.store(address)
  }
  if orders.contains(.measureSupply) { supply.begin(at: now()) }
  if orders.contains(.restart) { board_restart() }
  if orders.contains(.tellResult) { console.tellResult(&board) }
  if orders.contains(.powerDown) { powerDown() }
}

// MARK: - Search

private func beginSearch() {
  interrupts_mask()
  number = board.takeJob(&job)
  started = board.searchStarted
  let isLit = board.ledWanted
  interrupts_unmask()
  if isLit { led_on() }
  search.begin(&job)
  isSearching = true
}

private func stepSearch() {
  let state = search.step()
  if state == .searching {
    interrupts_mask()
    isSearching = board.progress(of: number, nonce: search.nonce)
    interrupts_unmask()
  } else {
    let outcome = Outcome(state: state, nonce: search.nonce, microseconds: now() &- started)
    interrupts_mask()
    board.end(number, outcome)
    interrupts_unmask()
    isSearching = false
  }
  if !isSearching { led_off() }
}

// MARK: - The small duties, one step a pass

private func stepStore() {
  if !eeprom_is_ready() { return }
  if let write = store.nextWrite() {
    eeprom_program(write.cell, write.value)
  } else if board.addressIsUnsaved {
    interrupts_mask()
    board.saved(address: store.storedAddress)
    interrupts_unmask()
  }
}

private func stepSerial() {
  if serial_can_send(), let byte = console.nextByte() { serial_send(byte) }
  if console.isSending || !serial_has_byte() { return }
  if let command = console.receive(serial_take()) { obey(command) }
}

private func obey(_ command: ConsoleCommand) {
  // The copy of the job is free unless a search is on, and then the board refuses the test.
  if command.isTest, !isSearching { TestJob.fill(&job, difficulty: command.testDifficulty) }
  interrupts_mask()
  let time = clock_microseconds_masked()
  let isDone = board.obey(command, at: time)
  if command.isTest, !isSearching { board.beginTest(&job, at: time) }
  twi_set_address(board.address)
  interrupts_unmask()
  console.answer(command, isDone: isDone, &board)
}

private func stepSupply() {
  if !supply.isBusy { return }
  let millivolts = supply.step(at: now())
  if millivolts == 0 { return }
  interrupts_mask()
  board.counters.supply = millivolts
  interrupts_unmask()
}

/// A second is four overflows of the timer at 16 MHz, two at 8 MHz: 1.05 s.
private func countSeconds() {
  let count = clock_overflow_count()
  if count &- secondMark < (clock_megahertz() == 16 ? 4 : 2) { return }
  secondMark = count
  interrupts_mask()
  board.passSecond()
  interrupts_unmask()
}

// MARK: - Sleep

/// Nothing of the main loop's is under way.
private var isQuiet: Bool {
  !isSearching && !supply.isBusy && !store.isBusy && eeprom_is_ready() && !serial_has_byte()
}

/// Idle until the next interrupt: at the latest the timer's, which also keeps the watchdog served.
private func rest() {
  if !isQuiet { return }
  if twi_is_addressed() { return twi_await_end() }
  interrupts_mask()
  if console.isSending { serial_wait() }
  if board.hasOrders || serial_has_byte() {
    interrupts_unmask()
  } else {
    sleep_idle()
  }
}

/// Only between transactions and with nothing left to do; else again on a later pass.
private func powerDown() {
  interrupts_mask()
  if twi_is_addressed() || board.hasOrders || console.isSending || !isQuiet {
    board.postpone(.powerDown)
    interrupts_unmask()
    return
  }
  sleep_power_down()
  interrupts_mask()
  board.wokeUp()
  interrupts_unmask()
}
