/// Dialect C: checked binary frames.
extension MiniPro {
  mutating func obeyFrame(at now: UInt32) {
    let operation = frame[0]
    let length = Operation.length(of: operation)
    if length == 0 {
      refuse(.unknown)
    } else if length != frameLength {
      refuse(.length)
    } else if frameCheck.value != 0 {
      refuse(.checksum)
    } else {
      if !hostSpeaksFrames {
        hostSpeaksFrames = true
        sleepAfter = 60
      }
      obey(operation, at: now)
    }
  }

  private mutating func obey(_ operation: UInt8, at now: UInt32) {
    if operation >= Operation.abort {
      obeyControl(operation, at: now)
    } else if operation < Operation.previousPacked {
      if operation == Operation.report { chooseReport() } else { replyHealth() }
    } else {
      obeyJobFrame(operation, at: now)
    }
  }

  private mutating func obeyJobFrame(_ operation: UInt8, at now: UInt32) {
    if state == .searching {
      refuse(.searching)
      return
    }
    chooseReport()
    switch operation {
    case Operation.previousPacked: takePackedPrevious()
    case Operation.previousFirst: takePreviousHalf(at: 0)
    case Operation.previousSecond: takePreviousHalf(at: 20)
    default: takeStart(tag: operation & 7, at: now)
    }
  }

  private mutating func takePackedPrevious() {
    var index: UInt8 = 0
    while index < 20 {
      let byte = frame[index &+ 1]
      job.previous[index &* 2] = Hexadecimal.lowerCase(byte >> 4)
      job.previous[index &* 2 &+ 1] = Hexadecimal.lowerCase(byte & 15)
      index &+= 1
    }
    previousLength = 40
    previousHalves = 3
  }

  private mutating func takePreviousHalf(at position: UInt8) {
    var index: UInt8 = 0
    while index < 20 {
      job.previous[position &+ index] = frame[index &+ 1]
      index &+= 1
    }
    // A first half always begins anew.
    if position == 0 { previousHalves = 1 } else { previousHalves |= 2 }
    previousLength = previousHalves == 3 ? 40 : 255
  }

  private mutating func takeStart(tag: UInt8, at now: UInt32) {
    let difficulty = UInt16(frame[1]) | UInt16(frame[2]) << 8
    if previousHalves != 3 {
      refuse(.noPreviousHash)
      return
    }
    if difficulty == 0 {
      refuse(.range)
      return
    }
    var index: UInt8 = 0
    while index < 20 {
      job.expected[index] = frame[index &+ 3]
      index &+= 1
    }
    expectedDigits = 40
    previousHalves = 0
    job.difficulty = difficulty
    beginSearch(tag: tag, command: 0x4F, at: now)
  }

  private mutating func obeyControl(_ operation: UInt8, at now: UInt32) {
    chooseReport()
    switch operation {
    case Operation.abort: abort(at: now)
    case Operation.sleep: if state == .searching { refuse(.searching) } else { orders.insert(.powerDown) }
    case Operation.restart: orders.insert(.restart)
    case Operation.settings: takeSettings()
    case Operation.address:
      if state == .searching {
        refuse(.searching)
      } else if !changeAddress(to: frame[1]) {
        refuse(.range)
      }
    default: break  // WAKE: to have been addressed was all.
    }
  }

  /// The report keeps the tag, how far the search was, and how long it took.
  private mutating func abort(at now: UInt32) {
    frameWasRefused = false
    if state != .searching { return }
    stopSearch()
    state = .aborted
    elapsed = now &- started
  }

  private mutating func takeSettings() {
    if frame[3] > 1 {
      refuse(.range)
      return
    }
    sleepAfter = UInt16(frame[1]) | UInt16(frame[2]) << 8
    ledWanted = frame[3] == 1
  }
}
