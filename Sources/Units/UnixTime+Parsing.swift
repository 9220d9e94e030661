extension UnixTime {
  /// Reads `2026-03-01T12:00:00Z`, with or without seconds, `T` or a blank, and an optional `±hh:mm` offset (none
  /// means UTC). Nil when the text is anything else.
  public init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 16, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54 || bytes[10] == 0x20,
      bytes[13] == 0x3A
    else { return nil }
    guard let year = Self.digits(bytes[0..<4]), let month = Self.digits(bytes[5..<7]),
      let day = Self.digits(bytes[8..<10]), let hour = Self.digits(bytes[11..<13]),
      let minute = Self.digits(bytes[14..<16]), (1...12).contains(month), (1...31).contains(day), hour < 25, minute < 60
    else { return nil }
    var rest = bytes[16...]
    var second = 0
    if rest.first == 0x3A {
      guard rest.count >= 3, let parsed = Self.digits(rest.dropFirst().prefix(2)) else { return nil }
      second = parsed
      rest = rest.dropFirst(3)
      if rest.first == 0x2E { rest = rest.dropFirst().drop(while: { (0x30...0x39).contains($0) }) }
    }
    guard let offset = Self.offset(Array(rest)) else { return nil }
    let midnight = CalendarDate(year: year, month: month, day: day).midnight.seconds
    self.init(seconds: midnight + Double(hour * 3600 + minute * 60 + second) - Double(offset))
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return bytes.isEmpty ? nil : number
  }

  private static func offset(_ bytes: [UInt8]) -> Int? {
    if bytes.isEmpty || bytes == [0x5A] { return 0 }
    guard bytes.count == 6, bytes[3] == 0x3A, bytes[0] == 0x2B || bytes[0] == 0x2D,
      let hours = digits(bytes[1..<3]), let minutes = digits(bytes[4..<6])
    else { return nil }
    return (bytes[0] == 0x2D ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}
