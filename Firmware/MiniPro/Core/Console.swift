/// The serial console, 38400 baud 8N1: possibly digits, then one letter, acted on at once (`42V`, `6d`, `1t`).
///
/// Letters of either case. What it answers is one short line, taken byte by byte with `nextByte`.
public struct Console: Sendable {
  private var number: UInt16 = 0
  private var hasNumber = false
  private var line = Bytes64()
  private var length: UInt8 = 0
  private var position: UInt8 = 0

  /// Silent.
  public init() {}

  /// The next byte to send, or nil.
  public mutating func nextByte() -> UInt8? {
    if position == length { return nil }
    let byte = line[position]
    position &+= 1
    return byte
  }

  /// True while bytes wait to be sent.
  public var isSending: Bool { position != length }

  /// A byte came in.
  /// - Returns: a command once its letter is there. The owner carries it out (`MiniPro.obey`) and then asks for `answer`.
  public mutating func receive(_ byte: UInt8) -> ConsoleCommand? {
    if byte >= 0x30 && byte <= 0x39 {
      number = number > 999 ? 9999 : number &* 10 &+ UInt16(byte &- 0x30)
      hasNumber = true
      return nil
    }
    if byte <= 0x20 { return nil }
    let value: UInt8 = number > 255 ? 255 : UInt8(truncatingIfNeeded: number)
    let command = ConsoleCommand(letter: byte & 0xDF, value: value, hasValue: hasNumber)
    number = 0
    hasNumber = false
    return command
  }

  /// Says what came of `command`; stays silent where there is nothing to say.
  public mutating func answer(_ command: ConsoleCommand, isDone: Bool, _ board: inout MiniPro) {
    begin()
    switch command.letter {
    case 0x41, 0x48, 0x4C, 0x54: break  // a, h, l, t
    case 0x44, 0x56: confirm(command, isDone)  // d, v
    case 0x45: putNumber(UInt32(board.lastMilliseconds))  // e
    case 0x49: putInformation(&board)  // i
    case 0x52: putNumber(board.lastResult)  // r
    case 0x53: putStatus(&board)  // s
    default: put(0x3F)
    }
    end()
  }

  /// `result,ms,DUCOID…` after a search.
  public mutating func tellResult(_ board: inout MiniPro) {
    begin()
    putNumber(board.lastResult)
    put(0x2C)
    putNumber(UInt32(board.lastMilliseconds))
    put(0x2C)
    putID(&board)
    end()
  }

  private mutating func confirm(_ command: ConsoleCommand, _ isDone: Bool) {
    if isDone {
      put(command.letter)
      putNumber(UInt32(command.value))
    } else {
      put(0x3F)
    }
  }

  private mutating func putStatus(_ board: inout MiniPro) {
    put(0x30 &+ board.state.rawValue)
    put(0x2C)
    putNumber(board.nonce)
  }

  /// `DUCOID…,address,mV,reset cause,version`.
  private mutating func putInformation(_ board: inout MiniPro) {
    putID(&board)
    put(0x2C)
    putNumber(UInt32(board.address))
    put(0x2C)
    putNumber(UInt32(board.counters.supply))
    put(0x2C)
    putNumber(UInt32(board.counters.resetCause))
    put(0x2C)
    putNumber(UInt32(FirmwareVersion.major))
    put(0x2E)
    putNumber(UInt32(FirmwareVersion.minor))
  }

  private mutating func putID(_ board: inout MiniPro) {
    put(0x44)
    put(0x55)
    put(0x43)
    put(0x4F)
    put(0x49)
    put(0x44)
    var index: UInt8 = 0
    while index < 8 {
      put(Hexadecimal.upperCase(board.chipID[index] >> 4))
      put(Hexadecimal.upperCase(board.chipID[index] & 15))
      index &+= 1
    }
  }

  /// A line not yet sent is given up for the new one.
  private mutating func begin() {
    length = 0
    position = 0
  }

  /// An empty answer stays silent.
  private mutating func end() {
    if length == 0 { return }
    put(0x0D)
    put(0x0A)
  }

  @inline(never)
  private mutating func put(_ byte: UInt8) {
    if length == 64 { return }
    line[length] = byte
    length &+= 1
  }

  @inline(never)
  private mutating func putNumber(_ value: UInt32) {
    var left = value
    var unit: UInt32 = 1_000_000
    var isLeading = true
    while unit > 0 {
      var digit: UInt8 = 0x30
      while left >= unit {
        left &-= unit
        digit &+= 1
        isLeading = false
      }
      if !isLeading || unit == 1 { put(digit) }
      unit = Console.tenth(of: unit)
    }
  }

  private static func tenth(of unit: UInt32) -> UInt32 {
    switch unit {
    case 1_000_000: return 100_000
    case 100_000: return 10_000
    case 10_000: return 1000
    case 1000: return 100
    case 100: return 10
    case 10: return 1
    default: return 0
    }
  }
}
