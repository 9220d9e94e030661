public import Units

/// A board with the firmware of the original rig, or its ATtiny85 relative, byte by byte, traps included.
///
/// Source: the protocol as measured on the public firmware; doc/protocols/classic-and-stream.md.
public struct ClassicBoard: SimulatedI2CDevice {
  private enum RunState: UInt8, Sendable {
    case idle = 0x49
    case busy = 0x42
    case complete = 0x43
  }

  /// What is gone when the power is.
  private struct Memory: Sendable {
    var state = RunState.idle
    var version = UInt8(ascii: "c")
    var reply: [UInt8] = [0]
    /// A reply that the main loop is still working on.
    var nextReply: (bytes: [UInt8], readyAt: Uptime)?
    var command: UInt8 = 0x20
    var commandUntil = Uptime.zero
    var previous: [UInt8] = []
    var expected: [UInt8] = []
    var difficulty = 10
    var search: BoardCore.Search?
    var nonce = 0
    var milliseconds: UInt16 = 0
    var deaf = false
    var refusesAll = false
  }

  /// The main loop needs this for a command (measured: a status poll right after a chunk sees it done).
  private static let processing = Duration.microseconds(150)
  /// The status shows the search command for this long after completion.
  private static let afterglow = Duration.milliseconds(1)

  private var core: BoardCore
  /// EEPROM byte 0.
  private var address: UInt8
  private let tiny: Bool
  private var memory = Memory()
  private var received: [UInt8] = []
  private var receiving = false
  private var sent = 0
  private var contacts = 0

  init(core: BoardCore) {
    self.core = core
    address = core.description.address
    tiny = core.description.dialect == .classic85
  }

  private var bufferLength: Int { tiny ? 16 : 32 }

  // MARK: Wire

  public mutating func start(_ first: I2CAddressByte, at time: Uptime) -> Bool {
    endWrite(at: time)
    guard answers(to: first.address, at: time) else { return false }
    switch core.presence(at: time) {
    case .absent: return false
    case .fresh: memory = Memory()
    case .awake: break
    }
    guard !memory.refusesAll, !stumbles() else { return false }
    settle(at: time)
    receiving = !first.reading
    received.removeAll(keepingCapacity: true)
    sent = 0
    return true
  }

  public mutating func write(_ byte: UInt8, at time: Uptime) -> Bool {
    guard received.count < bufferLength else {
      memory.refusesAll = true
      return false
    }
    received.append(byte)
    return true
  }

  public mutating func read(at time: Uptime) -> UInt8 {
    defer { sent += 1 }
    if core.has(.garbageBoard, at: time) { return UInt8(truncatingIfNeeded: core.noise.bits(Int(time.nanoseconds))) }
    let reply = memory.deaf ? Array("I? ".utf8) : memory.reply
    return sent < reply.count ? reply[sent] : 0xFF
  }

  public mutating func stop(at time: Uptime) { endWrite(at: time) }

  public func stretch(reading: Bool) -> Duration { reading ? .microseconds(12) : .microseconds(7) }

  public func holdsData(at time: Uptime) -> Bool { core.holdsData(at: time) }

  private func answers(to other: UInt8, at time: Uptime) -> Bool {
    other == address || (other == core.duplicatedAddress(at: time))
  }

  /// The ATtiny85 misses its address now and then: one contact in 200.
  private mutating func stumbles() -> Bool {
    contacts += 1
    return tiny && core.noise.uniform(contacts &+ 2_000_000) < 0.005
  }

  // MARK: Commands

  private mutating func endWrite(at time: Uptime) {
    guard receiving else { return }
    receiving = false
    guard !memory.deaf, !memory.refusesAll else { return }
    settle(at: time)
    guard let letter = received.first else { return emptyWrite() }
    let working = memory.state == .busy || time < memory.commandUntil
    switch letter {
    case UInt8(ascii: "S"): reply(status(at: time))
    case UInt8(ascii: "R"): reply(Self.padded(memory.nonce))
    case UInt8(ascii: "E"): reply(Self.padded(Int(memory.milliseconds)))
    default:
      guard !(working && received.count > 1) else { return deafen() }
      guard memory.state != .busy else { return ignore(letter) }
      execute(letter, received.dropFirst(), at: time)
    }
  }

  /// The default probe of a bus scan.
  private mutating func emptyWrite() {
    if memory.state == .complete { memory.state = .idle }
  }

  private mutating func ignore(_ letter: UInt8) { memory.command = letter }

  private mutating func deafen() {
    memory.deaf = true
    core.countDeaf()
  }

  private mutating func reply(_ bytes: [UInt8]) {
    memory.reply = bytes
    memory.nextReply = nil
  }

  private mutating func execute(_ letter: UInt8, _ payload: ArraySlice<UInt8>, at time: Uptime) {
    memory.state = .idle
    memory.version = UInt8(ascii: letter == UInt8(ascii: "A") ? "c" : "?")
    memory.command = letter
    memory.commandUntil = time + Self.processing
    switch letter {
    case UInt8(ascii: "D"): if let number = Self.number(payload) { memory.difficulty = number }
    case UInt8(ascii: "H"): search(at: time)
    case UInt8(ascii: "I") where !tiny: memory.nextReply = (identity, time + Self.processing)
    case UInt8(ascii: "V"): if let number = Self.number(payload), (1...127).contains(number) { address = UInt8(number) }
    default: take(letter, payload, at: time)
    }
  }

  /// Chunks of the two hashes: the first of each replaces, the others append, the last starts.
  private mutating func take(_ letter: UInt8, _ payload: ArraySlice<UInt8>, at time: Uptime) {
    let letters = Array((tiny ? "LMNOPQ" : "LMNO").utf8)
    guard let place = letters.firstIndex(of: letter) else { return }
    let half = letters.count / 2
    if place < half {
      memory.previous = place == 0 ? Array(payload) : memory.previous + payload
    } else {
      memory.expected = place == half ? Array(payload) : memory.expected + payload
    }
    if place == letters.count - 1 { search(at: time) }
  }

  // MARK: Searching

  private mutating func search(at time: Uptime) {
    let search = core.search(
      previous: memory.previous, digest: JobSearch.digest(hexadecimal: memory.expected),
      difficulty: memory.difficulty, at: time)
    memory.search = search
    memory.state = .busy
    memory.commandUntil = search.due + Self.afterglow
  }

  /// Lets happen what has become due since the last contact.
  private mutating func settle(at time: Uptime) {
    if let next = memory.nextReply, time >= next.readyAt {
      memory.reply = next.bytes
      memory.nextReply = nil
    }
    guard let search = memory.search, time >= search.due else { return }
    memory.search = nil
    memory.state = .complete
    memory.nonce = search.nonce
    memory.milliseconds = UInt16(truncatingIfNeeded: search.milliseconds)
    if search.deafens { deafen() }
  }

  // MARK: Replies

  private func status(at time: Uptime) -> [UInt8] {
    [memory.state.rawValue, memory.version, time < memory.commandUntil ? memory.command : 0x20]
  }

  private var identity: [UInt8] { Array("DUCOID\(core.serial(uppercase: true))  ".utf8) }

  /// Five characters, right-aligned.
  private static func padded(_ number: Int) -> [UInt8] {
    let digits = Array(String(number).utf8)
    return Array(repeating: 0x20, count: max(0, 5 - digits.count)) + digits
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits, as: UTF8.self))
  }
}
