/// What the serial console asks of the board.
extension MiniPro {
  /// `h`: search again with what is stored.
  public mutating func repeatSearch(at now: UInt32) {
    if state == .searching || previousLength != 40 || expectedDigits != 40 { return }
    beginSearch(tag: 0, command: 0x48, at: now)
  }

  /// `42V`: new address.
  /// - Returns: false outside 8…119 or during a search.
  public mutating func moveTo(_ address: UInt8) -> Bool {
    state != .searching && changeAddress(to: address)
  }

  /// `6d`: difficulty of dialect A, 1…99.
  public mutating func setDifficulty(_ value: UInt8) -> Bool {
    if value == 0 || value > 99 { return false }
    difficulty = value
    return true
  }

  /// `a`: stop and clear.
  public mutating func clearFromConsole() { clear() }

  /// `1l`, `0l`: LED during searches.
  public mutating func setLED(_ isOn: Bool) { ledWanted = isOn }

  /// The answer of the last search, 0 when there was none.
  public var lastResult: UInt32 { result }

  /// ms of the last search.
  public var lastMilliseconds: UInt16 { milliseconds }
}
