/// What a read returns. Queries of dialect A fill the buffer at once; the report is filled when it is read.
extension MiniPro {
  private mutating func open(checked: Bool) {
    replyLength = 0
    replyIsReport = false
    replyIsChecked = checked
  }

  @inline(never)
  private mutating func put(_ byte: UInt8) {
    reply[replyLength] = byte
    replyLength &+= 1
  }

  private mutating func putWord(_ value: UInt16) {
    put(UInt8(truncatingIfNeeded: value))
    put(UInt8(truncatingIfNeeded: value >> 8))
  }

  /// `S`: run state, version letter or `?`, command in progress.
  mutating func replyStatus() {
    open(checked: false)
    put(state == .searching ? 0x42 : isComplete ? 0x43 : 0x49)
    put(isFresh ? FirmwareVersion.letter : 0x3F)
    put(commandInProgress)
  }

  /// `R`, `E`: five characters, right-aligned.
  mutating func replyNumber(_ number: UInt32) {
    open(checked: false)
    var left = number
    var isLeading = true
    left = putDigit(of: left, unit: 10_000, &isLeading)
    left = putDigit(of: left, unit: 1000, &isLeading)
    left = putDigit(of: left, unit: 100, &isLeading)
    left = putDigit(of: left, unit: 10, &isLeading)
    put(0x30 &+ UInt8(truncatingIfNeeded: left))
  }

  @inline(never)
  private mutating func putDigit(of number: UInt32, unit: UInt32, _ isLeading: inout Bool) -> UInt32 {
    var left = number
    var digit: UInt8 = 0x30
    while left >= unit {
      left &-= unit
      digit &+= 1
      isLeading = false
    }
    put(isLeading ? 0x20 : digit)
    return left
  }

  /// `I`: `DUCOID`, 16 upper-case hex digits, two spaces.
  mutating func replyID() {
    open(checked: false)
    put(0x44)
    put(0x55)
    put(0x43)
    put(0x4F)
    put(0x49)
    put(0x44)
    var index: UInt8 = 0
    while index < 8 {
      let byte = chipID[index]
      put(Hexadecimal.upperCase(byte >> 4))
      put(Hexadecimal.upperCase(byte & 15))
      index &+= 1
    }
    put(0x20)
    put(0x20)
  }

  /// `K`: section 2 of the protocol page.
  mutating func replyCapabilities() {
    open(checked: true)
    put(0x41)
    put(0x4B)
    put(0x4B)
    put(FirmwareVersion.dialect)
    put(FirmwareVersion.major)
    put(FirmwareVersion.minor)
    put(FirmwareVersion.features)
    put(megahertz)
    putWord(FirmwareVersion.fastDifficulty)
  }

  mutating func chooseReport() { replyIsReport = true }

  /// Tag, refusal, state.
  var stateByte: UInt8 { tag << 5 | (frameWasRefused ? 0x10 : 0) | state.rawValue }

  /// Section 4. The first byte is what a poll reads. Straight stores: time is short.
  mutating func fillReport(at now: UInt32) {
    let time = state == .searching ? now &- started : elapsed
    replyLength = 9
    replyIsChecked = true
    reply[0] = stateByte
    reply[1] = UInt8(truncatingIfNeeded: nonce)
    reply[2] = UInt8(truncatingIfNeeded: nonce >> 8)
    reply[3] = UInt8(truncatingIfNeeded: nonce >> 16)
    reply[4] = UInt8(truncatingIfNeeded: nonce >> 24)
    reply[5] = UInt8(truncatingIfNeeded: time)
    reply[6] = UInt8(truncatingIfNeeded: time >> 8)
    reply[7] = UInt8(truncatingIfNeeded: time >> 16)
    reply[8] = UInt8(truncatingIfNeeded: time >> 24)
  }

  /// Section 5. Orders a fresh measurement of the supply for the next query.
  mutating func replyHealth() {
    open(checked: true)
    put(0x48)
    putWord(counters.supply)
    put(counters.resetCause)
    put(counters.watchdogResets)
    putWord(counters.rate)
    putWord(counters.searches)
    put(counters.refusals)
    put(counters.lastRefusal.rawValue)
    put(counters.busErrors)
    put((ledWanted ? 1 : 0) | (addressIsUnsaved ? 2 : 0))
    orders.insert(.measureSupply)
  }
}
