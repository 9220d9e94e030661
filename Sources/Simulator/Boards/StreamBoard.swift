public import Units

/// A board of JK-Rolling's family: one byte a transaction, text lines both ways.
///
/// Source: the protocol as measured on the public firmware; doc/protocols/classic-and-stream.md.
public struct StreamBoard: SimulatedI2CDevice {
  /// What is gone when the power is.
  private struct Memory: Sendable {
    var line: [UInt8] = []
    var answer: [UInt8] = []
    var sent = 0
    var answerAt = Uptime.zero
    var search: BoardCore.Search?
    var deaf = false
  }

  private static let nothing = UInt8(ascii: "\n")
  private static let longestLine = 128

  private var core: BoardCore
  private let checksum: Bool
  private var memory = Memory()
  private var writing = false
  private var first: UInt8?

  init(core: BoardCore, checksum: Bool) {
    self.core = core
    self.checksum = checksum
  }

  // MARK: Wire

  public mutating func start(_ byte: I2CAddressByte, at time: Uptime) -> Bool {
    endWrite(at: time)
    guard byte.address == core.description.address || byte.address == core.duplicatedAddress(at: time) else {
      return false
    }
    switch core.presence(at: time) {
    case .absent: return false
    case .fresh: memory = Memory()
    case .awake: break
    }
    settle(at: time)
    writing = !byte.reading
    first = nil
    return true
  }

  /// Only the first byte of a transaction counts.
  public mutating func write(_ byte: UInt8, at time: Uptime) -> Bool {
    if first == nil { first = byte }
    return true
  }

  public mutating func read(at time: Uptime) -> UInt8 {
    if core.has(.garbageBoard, at: time) { return UInt8(truncatingIfNeeded: core.noise.bits(Int(time.nanoseconds))) }
    guard unread, time >= memory.answerAt else { return Self.nothing }
    defer { memory.sent += 1 }
    return memory.answer[memory.sent]
  }

  public mutating func stop(at time: Uptime) { endWrite(at: time) }

  public func stretch(reading: Bool) -> Duration { reading ? .microseconds(20) : .microseconds(7) }

  public func holdsData(at time: Uptime) -> Bool { core.holdsData(at: time) }

  // MARK: Lines

  private var unread: Bool { memory.sent < memory.answer.count }

  private mutating func endWrite(at time: Uptime) {
    guard writing else { return }
    writing = false
    guard let byte = first, !memory.deaf else { return }
    settle(at: time)
    guard memory.search == nil, !unread else { return deafen() }
    switch byte {
    case UInt8(ascii: "$"): query(at: time)
    case UInt8(ascii: "\n"): job(at: time)
    default:
      guard memory.line.count < Self.longestLine else { return }
      memory.line.append(byte)
    }
  }

  private mutating func deafen() {
    memory.deaf = true
    core.countDeaf()
  }

  private mutating func answer(_ text: String, at time: Uptime) {
    memory.answer = Array(text.utf8)
    memory.sent = 0
    memory.answerAt = time
  }

  private mutating func query(at time: Uptime) {
    defer { memory.line = [] }
    let ready = time + .milliseconds(1)
    switch String(decoding: memory.line, as: UTF8.self) {
    case "get,crc8": answer(checksum ? "1" : "0", at: ready)
    case "get,freq": answer("16", at: ready)
    case "get,name": answer("atmega328p", at: ready)
    // Octal by a slip of the original.
    case "get,temp":
      let celsius = world.electrical(at: time).temperature.value
      answer(String(max(0, Int(celsius)), radix: 8), at: ready)
    default: break
    }
  }

  private var world: SimulatedWorld { core.world }

  private mutating func job(at time: Uptime) {
    defer { memory.line = [] }
    guard memory.line != Array("&".utf8) else { return core.reset(at: time) }
    let fields = memory.line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard fields.count == (checksum ? 4 : 3), let difficulty = Self.number(fields[2]), (1...600).contains(difficulty),
      !checksum || Self.number(fields[3]) == Int(crc8(memory.line.dropLast(fields[3].count)))
    else { return refuse(at: time + .milliseconds(1)) }
    memory.search = core.search(
      previous: Array(fields[0]), digest: JobSearch.digest(hexadecimal: Array(fields[1])), difficulty: difficulty,
      at: time)
  }

  private mutating func settle(at time: Uptime) {
    guard let search = memory.search, time >= search.due else { return }
    memory.search = nil
    if search.nonce == 0 { refuse(at: search.due) } else { report(search) }
    if search.deafens { deafen() }
  }

  /// Bad CRC, not found or nonce 0 cannot be told apart.
  private mutating func refuse(at time: Uptime) { answer(closed("#,0000,\(identity)"), at: time) }

  private mutating func report(_ search: BoardCore.Search) {
    let milliseconds = search.nonce < 5 ? search.nonce * 4 : search.milliseconds
    answer(closed("\(search.nonce),\(milliseconds)000,\(identity)"), at: search.due)
  }

  private var identity: String { "DUCOID\(core.serial(uppercase: false))" }

  private func closed(_ text: String) -> String {
    checksum ? "\(text),\(crc8(Array("\(text),".utf8)[...]))" : text
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? { Int(String(decoding: digits, as: UTF8.self)) }
}
