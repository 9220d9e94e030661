internal import Units

/// The text lines of a `stream` board.
enum StreamText {
  /// "Nothing yet" before an answer, "end" after one.
  static let end: UInt8 = 0x0A
  /// No answer is longer; boards hold 88 to 104 characters.
  static let longestAnswer = 104

  /// `last,expected,diff,crc\n`, or without checksum `last,expected,diff\n`.
  static func job(_ job: PoolJob, hasChecksum: Bool) -> [UInt8] {
    let body = Array("\(job.previousHash),\(job.expectedHash),\(job.difficulty)".utf8)
    guard hasChecksum else { return body + [end] }
    let checked = body + [UInt8(ascii: ",")]
    return checked + Array("\(CRC8.checksum(checked))\n".utf8)
  }

  /// `get,crc8$`
  static func query(_ name: String) -> [UInt8] { Array("get,\(name)$".utf8) }

  /// What an answer to a job says.
  enum Answer: Hashable {
    case found(nonce: Int, elapsed: Duration?, chip: ChipID?)
    /// `#`: bad checksum, not found or nonce 0; cannot be told apart.
    case nothing
    case garbled
  }

  /// `nonce,µs,DUCOID…,crc`; the checksum covers all up to and including the third comma.
  static func answer(_ bytes: [UInt8], hasChecksum: Bool) -> Answer {
    let fields = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard fields.count == (hasChecksum ? 4 : 3), let first = fields.first else { return .garbled }
    if hasChecksum {
      let covered = bytes.dropLast(fields[3].count)
      guard number(fields[3]) == Int(CRC8.checksum(covered)) else { return .garbled }
    }
    if first == [UInt8(ascii: "#")] { return .nothing }
    guard let nonce = number(first) else { return .garbled }
    return nonce > 0 ? .found(nonce: nonce, elapsed: elapsed(fields[1], nonce), chip: chip(fields[2])) : .nothing
  }

  /// Milliseconds with `000` behind; below nonce 5 the board makes it up, so it says nothing.
  private static func elapsed(_ field: ArraySlice<UInt8>, _ nonce: Int) -> Duration? {
    guard nonce >= 5, let microseconds = number(field), microseconds > 0 else { return nil }
    return .microseconds(microseconds)
  }

  private static func chip(_ field: ArraySlice<UInt8>) -> ChipID? {
    let text = String(decoding: field, as: UTF8.self)
    guard text.hasPrefix("DUCOID"), text.utf8.count == 22 else { return nil }
    return HexText.bytes(text.dropFirst(6)).flatMap(ChipID.init(bytes:))
  }

  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard (1...10).contains(field.count), field.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: field, as: UTF8.self))
  }

  /// Whole degrees, written in octal: `31` is 25 °C. Firmware without a sensor answers `0`, and some answer `1` for
  /// "there is one"; both are no temperature.
  static func temperature(_ bytes: [UInt8]) -> Celsius? {
    guard let degrees = Int(String(decoding: bytes, as: UTF8.self), radix: 8), (2...125).contains(degrees)
    else { return nil }
    return Celsius(Double(degrees))
  }
}
