/// Dialect A: one letter, perhaps a payload.
extension MiniPro {
  mutating func obeyLetter(at now: UInt32) {
    let letter = frame[0]
    switch letter {
    case 0x53: replyStatus()  // S
    case 0x52: replyNumber(result > 99_999 ? 0 : result)  // R
    case 0x45: replyNumber(UInt32(milliseconds))  // E
    case 0x4B: replyCapabilities()  // K
    default: obeyCommand(letter, at: now)
    }
  }

  /// Every letter that ends run state `C`.
  private mutating func obeyCommand(_ letter: UInt8, at now: UInt32) {
    if state == .searching, frameLength > 1 {
      // The original went deaf here. The half-sent job is void, the search goes on.
      breakJobText()
      refuse(.searching)
      return
    }
    if letter == 0x41 {  // A
      clear()
      return
    }
    if state != .searching {
      isComplete = false
      isFresh = false
    }
    switch letter {
    case 0x44: takeDifficulty()  // D
    case 0x4C: takePrevious(from: 0)  // L
    case 0x4D: takePrevious(from: previousLength)  // M
    case 0x4E: takeExpected(from: 0)  // N
    case 0x4F:  // O
      takeExpected(from: expectedDigits)
      start(letter, at: now)
    case 0x48: start(letter, at: now)  // H
    case 0x49: replyID()  // I
    case 0x56: takeAddressDigits()  // V
    default: refuse(.unknown)
    }
  }

  /// `A`: back to idle, and a search is stopped at once.
  mutating func clear() {
    stopSearch()
    state = .idle
    tag = 0
    nonce = 0
    elapsed = 0
    isComplete = false
    isFresh = true
    frameWasRefused = false
  }

  private mutating func breakJobText() {
    switch frame[0] {
    case 0x4C, 0x4D: previousLength = 255
    case 0x4E, 0x4F: expectedDigits = 255
    default: break
    }
  }

  /// `L` sets, `M` appends.
  private mutating func takePrevious(from position: UInt8) {
    previousHalves = 0
    var length = position
    var index: UInt8 = 1
    while index < frameLength {
      if length >= 40 {
        previousLength = 255
        refuse(.length)
        return
      }
      job.previous[length] = frame[index]
      length &+= 1
      index &+= 1
    }
    previousLength = length
  }

  /// `N` sets, `O` appends.
  private mutating func takeExpected(from position: UInt8) {
    var digits = position
    var index: UInt8 = 1
    while index < frameLength {
      let value = Hexadecimal.value(frame[index])
      if digits >= 40 || value == 255 {
        expectedDigits = 255
        refuse(digits >= 40 ? .length : .range)
        return
      }
      let byte = digits >> 1
      job.expected[byte] = digits & 1 == 0 ? value << 4 : job.expected[byte] | value
      digits &+= 1
      index &+= 1
    }
    expectedDigits = digits
  }

  /// `O` and `H`: only with both hashes complete.
  private mutating func start(_ letter: UInt8, at now: UInt32) {
    if state == .searching { return }
    if previousLength != 40 || expectedDigits != 40 {
      if letter == 0x4F { expectedDigits = 255 }
      refuse(.noPreviousHash)
      return
    }
    job.difficulty = UInt16(difficulty)
    beginSearch(tag: 0, command: letter, at: now)
  }

  private mutating func takeDifficulty() {
    let number = frameNumber()
    if number > 99 { refuse(.range) } else { difficulty = number }
  }

  private mutating func takeAddressDigits() {
    if !changeAddress(to: frameNumber()) { refuse(.range) }
  }

  /// The digits after the letter, one to three; 255 when they are no number below 255.
  private mutating func frameNumber() -> UInt8 {
    if frameLength < 2 || frameLength > 4 { return 255 }
    var number: UInt16 = 0
    var index: UInt8 = 1
    while index < frameLength {
      let digit = frame[index] &- 0x30
      if digit > 9 { return 255 }
      number = number &* 10 &+ UInt16(digit)
      index &+= 1
    }
    return number > 254 ? 255 : UInt8(truncatingIfNeeded: number)
  }
}
