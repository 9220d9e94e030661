/// What the serial console asks of the board: short, for interrupts are masked meanwhile.
extension MiniPro {
  /// Carries `command` out, the test job apart.
  /// - Returns: false when it was refused.
  public mutating func obey(_ command: ConsoleCommand, at now: UInt32) -> Bool {
    switch command.letter {
    case 0x41: clear()  // a
    case 0x44:  // d
      if command.value == 0 || command.value > 99 { return false }
      difficulty = command.value
    case 0x48:  // h
      if state == .searching || previousLength != 40 || expectedDigits != 40 { return false }
      beginSearch(tag: 0, command: 0x48, at: now)
    case 0x4C: ledWanted = command.value != 0  // l
    case 0x56: return state != .searching && changeAddress(to: command.value)  // v
    default: break
    }
    return true
  }

  /// Starts `test`, a job of difficulty 1…99 (see `TestJob`).
  public mutating func beginTest(_ test: inout Job, at now: UInt32) {
    if state == .searching || test.difficulty == 0 || test.difficulty > 99 { return }
    job = test
    previousLength = 40
    expectedDigits = 40
    previousHalves = 0
    beginSearch(tag: 0, command: 0x4F, at: now)
  }

  /// The answer of the last search, 0 when there was none.
  public var lastResult: UInt32 { result }

  /// ms of the last search.
  public var lastMilliseconds: UInt16 { milliseconds }
}
