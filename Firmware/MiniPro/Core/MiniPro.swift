/// The board as the bus sees it: bytes in, bytes out. No register, no clock, no I/O.
///
/// Its owner (the two-wire interrupt on the chip, a simulated bus on the host) feeds it one transaction after the other:
///
///     write   beginWrite  receive…  endWrite
///     read    beginRead   nextByte…
///
/// The main loop takes orders and jobs from it and hands the outcome back (`MiniPro+Search.swift`). On the chip these few
/// short calls are made with interrupts masked; everything that takes long (the hash, divisions, EEPROM) lies outside.
/// Times are in µs, from any start, and wrap at 32 bit.
///
/// The wire: doc/protocols/minipro.md.
public struct MiniPro: Sendable {
  /// 7-bit address in force.
  public private(set) var address: UInt8 = 0
  /// Clock in MHz, for the capability query.
  public var megahertz: UInt8 = 16
  /// Eight bytes of chip id.
  public var chipID = Bytes8()
  /// What the health reply tells.
  public var counters = Counters()

  /// State of the last search.
  public internal(set) var state: SearchState = .idle
  /// Nonce field of the report.
  public internal(set) var nonce: UInt32 = 0
  /// LED on during searches.
  public internal(set) var ledWanted = false
  /// Seconds without a job after which the board powers down; 0 = never. 0 until the first good frame of dialect C, then 60:
  /// a host that speaks dialect A alone may not stand the stretch of the clock line when a board wakes.
  public internal(set) var sleepAfter: UInt16 = 0
  /// EEPROM does not yet hold the address in force.
  public internal(set) var addressIsUnsaved = false

  var orders = Orders(rawValue: 0)
  var job = Job()
  var secondsWithoutJob: UInt16 = 0
  /// Grows with every start and stop of a search, so that a late outcome is known as such.
  var searchNumber: UInt8 = 0
  var started: UInt32 = 0
  var elapsed: UInt32 = 0

  // Dialect A: 255 stands for "too long, start again at L or N".
  var difficulty: UInt8 = 10
  var previousLength: UInt8 = 0
  var expectedDigits: UInt8 = 0
  var isComplete = false
  var isFresh = true
  var commandInProgress: UInt8 = 0x20
  var result: UInt32 = 0
  var milliseconds: UInt16 = 0

  // Dialect C.
  var hostSpeaksFrames = false
  var tag: UInt8 = 0
  var frameWasRefused = false
  /// Bit 0: first half there, bit 1: second half there.
  var previousHalves: UInt8 = 0

  // The transaction.
  var frame = Bytes32()
  var frameLength: UInt8 = 0
  var frameIsOverlong = false
  var frameCheck = Crc8()
  private var writeSeed: UInt8 = 0
  private var readSeed: UInt8 = 0
  var reply = Bytes32()
  var replyLength: UInt8 = 1
  var replyIsReport = false
  var replyIsChecked = false
  private var replyPosition: UInt8 = 0
  private var replyCheck = Crc8()

  /// A board without an address; `takeAddress` comes next. All constants: on the chip this is no code at all.
  public init() {}

  /// A board after reset.
  /// - Parameters:
  ///   - address: 7-bit address, 8…119.
  ///   - megahertz: its clock.
  public init(address: UInt8, megahertz: UInt8) {
    self.megahertz = megahertz
    takeAddress(address)
  }

  /// Puts `address` in force, without storing it. For the start of the board.
  public mutating func takeAddress(_ address: UInt8) {
    self.address = address
    var check = Crc8()
    check.add(address << 1)
    writeSeed = check.value
    check = Crc8()
    check.add(address << 1 | 1)
    readSeed = check.value
  }

  // MARK: - Bus

  /// The board was addressed for a write.
  public mutating func beginWrite() {
    frameLength = 0
    frameIsOverlong = false
    frameCheck = Crc8(writeSeed)
  }

  /// A byte came in. Before it the owner asks `acknowledgesNextByte`.
  public mutating func receive(_ byte: UInt8) {
    if frameLength == 32 {
      frameIsOverlong = true
      return
    }
    frame[frameLength] = byte
    frameLength &+= 1
    frameCheck.add(byte)
  }

  /// False once 32 bytes are in: the 33rd is not acknowledged, and the whole write is dropped.
  public var acknowledgesNextByte: Bool { frameLength < 32 }

  /// The same one byte ahead: hardware wants to know while it takes in a byte whether to acknowledge the one after.
  public var hasRoomForTwo: Bool { frameLength < 31 }

  /// STOP, a repeated START, or the master gave up: act on what came.
  /// - Parameter now: µs.
  public mutating func endWrite(at now: UInt32) {
    if frameIsOverlong {
      refuse(.overlong)
    } else if frameLength > 0 {
      if frame[0] & 0x80 != 0 { obeyFrame(at: now) } else { obeyLetter(at: now) }
    }
    frameLength = 0
    frameIsOverlong = false
  }

  /// What the first byte of a read will be, before `beginRead`: hardware can send it while the rest is made.
  public var firstByte: UInt8 {
    mutating get { replyIsReport ? stateByte : reply[0] }
  }

  /// The board was addressed for a read.
  /// - Parameter now: µs.
  public mutating func beginRead(at now: UInt32) {
    replyPosition = 0
    replyCheck = Crc8(readSeed)
    if replyIsReport { fillReport(at: now) }
  }

  /// The next byte of the reply, its checksum, or 0xFF for ever.
  public mutating func nextByte() -> UInt8 {
    let position = replyPosition
    if position < replyLength {
      replyPosition = position &+ 1
      let byte = reply[position]
      if replyIsChecked { replyCheck.add(byte) }
      return byte
    }
    if replyIsChecked, position == replyLength {
      replyPosition = position &+ 1
      return replyCheck.value
    }
    return 0xFF
  }

  /// An illegal START or STOP: the transaction is void.
  public mutating func busFailed() {
    counters.countBusError()
    frameLength = 0
    frameIsOverlong = false
  }

  /// Nothing changes but the counters and the reply, which becomes the report.
  mutating func refuse(_ refusal: Refusal) {
    counters.count(refusal)
    frameWasRefused = true
    if frame[0] & 0x80 != 0 { chooseReport() }
  }

  /// The address changes now, the EEPROM later.
  mutating func changeAddress(to address: UInt8) -> Bool {
    if address < 8 || address > 119 { return false }
    takeAddress(address)
    addressIsUnsaved = true
    orders.insert(.storeAddress)
    return true
  }
}
