import Bus
import Crypto
import Units

@testable import Mining

/// A board with the original firmware, as the protocol page describes it: one receive buffer that is only emptied by the
/// main loop, so a payload that arrives during a search blocks everything behind it.
struct FakeClassic: FakeBoard {
  var hashRate = 195.0
  var chip = "DUCOID30014C4E5A5B1234"
  /// Bytes the receive buffer holds; a longer write ends all acknowledging.
  var bufferSize = 32
  /// Letters of the parts of the previous and of the expected hash; the last one starts the search.
  var previousLetters = "LM"
  var expectedLetters = "NO"
  /// Answers the next transactions with these, in order, instead of carrying them out. Nil lets one through.
  var faults: [Result<[UInt8], BusError>?] = []
  /// Falsifies an answer.
  var lie: (@Sendable (Int) -> Int)?
  var address: I2CAddress = 42

  private(set) var isDeaf = false
  private(set) var isDead = false
  /// Searches that were started.
  private(set) var searches = 0
  /// Letters that arrived during a search, other than questions.
  private(set) var disturbances: [Character] = []
  /// Payload bytes of all writes so far, longest.
  private(set) var longestWrite = 0
  private(set) var difficulty = 10

  private var run: Character = "I"
  private var version: Character = "c"
  private var command: Character = " "
  private var reply: [UInt8] = [0]
  private var waiting: (letter: Character, payload: String, at: Uptime)?
  private var searchEnd: Uptime?
  private var previous = ""
  private var expected = ""
  private var result = 0
  private var elapsed = 0

  mutating func reset() {
    self = FakeClassic(
      hashRate: hashRate, chip: chip, bufferSize: bufferSize, previousLetters: previousLetters,
      expectedLetters: expectedLetters, faults: faults, lie: lie, address: address, searches: searches,
      longestWrite: longestWrite)
  }

  init() {}

  private init(
    hashRate: Double, chip: String, bufferSize: Int, previousLetters: String, expectedLetters: String,
    faults: [Result<[UInt8], BusError>?], lie: (@Sendable (Int) -> Int)?, address: I2CAddress, searches: Int,
    longestWrite: Int
  ) {
    self.hashRate = hashRate
    self.chip = chip
    self.bufferSize = bufferSize
    self.previousLetters = previousLetters
    self.expectedLetters = expectedLetters
    self.faults = faults
    self.lie = lie
    self.address = address
    self.searches = searches
    self.longestWrite = longestWrite
  }

  /// What another master does to it: a payload at any time.
  mutating func foreignWrite(_ text: String, at now: Uptime) { _ = transfer([.write(Array(text.utf8))], at: now) }

  mutating func transfer(_ messages: [I2CMessage], at now: Uptime) -> Result<[UInt8], BusError> {
    if !faults.isEmpty, let fault = faults.removeFirst() { return fault }
    guard !isDead else { return .failure(.noAcknowledge(address)) }
    var read: [UInt8] = []
    for message in messages {
      loop(now)
      switch message {
      case .write(let bytes): receive(bytes, now)
      case .read(let count): read += (reply + [UInt8](repeating: 0xFF, count: count)).prefix(count)
      }
    }
    return isDead ? .failure(.noAcknowledge(address)) : .success(read)
  }

  private mutating func receive(_ bytes: [UInt8], _ now: Uptime) {
    longestWrite = max(longestWrite, bytes.count)
    guard bytes.count <= bufferSize else { return isDead = true }
    guard !isDeaf, waiting?.payload.isEmpty ?? true else { return }
    let letter = bytes.first.map { Character(Unicode.Scalar($0)) } ?? "\u{FF}"
    let payload = String(decoding: bytes.dropFirst(), as: UTF8.self)
    switch letter {
    case "S": reply = [run, version, command].map { UInt8($0.unicodeScalars.first!.value) }
    case "R": reply = number(result)
    case "E": reply = number(elapsed)
    default:
      run = "B"
      command = letter
      if searchEnd != nil {
        disturbances.append(letter)
        // The main loop never fetches what came during a search.
        isDeaf = !payload.isEmpty
      } else {
        waiting = (letter, payload, now + .microseconds(30))
      }
    }
  }

  /// What the main loop has done by now.
  private mutating func loop(_ now: Uptime) {
    if let end = searchEnd, now >= end {
      run = "C"
      if now >= end + .milliseconds(1) {
        command = " "
        searchEnd = nil
      }
    }
    guard searchEnd == nil, let (letter, payload, at) = waiting, now >= at else { return }
    waiting = nil
    version = "?"
    obey(letter, payload, at)
    if searchEnd == nil {
      command = " "
      run = "I"
    } else {
      loop(now)
    }
  }

  private mutating func obey(_ letter: Character, _ payload: String, _ at: Uptime) {
    switch letter {
    case "A": version = "c"
    case "D": difficulty = Int(payload) ?? 0
    case "I": reply = Array((chip + "  ").utf8)
    case _ where previousLetters.contains(letter):
      previous = (letter == previousLetters.first ? "" : previous) + payload
    case _ where expectedLetters.contains(letter):
      expected = (letter == expectedLetters.first ? "" : expected) + payload
      if letter == expectedLetters.last { search(at) }
    default: break
    }
  }

  private mutating func search(_ at: Uptime) {
    searches += 1
    let wanted = HexText.bytes(expected) ?? []
    let found = (0...difficulty * 100).first {
      Array(Insecure.SHA1.hash(data: Array("\(previous)\($0)".utf8))) == wanted
    }
    let time = Duration.seconds(Double((found ?? difficulty * 100) + 1) / hashRate)
    result = lie.map { $0(found ?? 0) } ?? found ?? 0
    elapsed = Int(time / .milliseconds(1)) & 0xFFFF
    searchEnd = at + time
  }

  private func number(_ value: Int) -> [UInt8] {
    Array((String(repeating: " ", count: max(0, 5 - "\(value)".count)) + "\(value)").utf8)
  }
}
