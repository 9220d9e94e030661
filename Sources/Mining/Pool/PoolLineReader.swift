/// Turns a stream of bytes into lines, with a bound on what a hostile or broken peer can make it keep.
struct PoolLineReader: Sendable {
  /// Bytes of a line that are kept; a job line has about 85.
  static let longestLine = 2048

  private var partial: [UInt8] = []
  private var dropped = 0

  /// What it keeps.
  var bytesHeld: Int { partial.count }

  /// Takes bytes as they came and returns the messages whose lines ended in them. Empty lines say nothing.
  mutating func take(_ bytes: [UInt8]) -> [PoolMessage] {
    var messages: [PoolMessage] = []
    for byte in bytes {
      guard byte != 0x0a else {
        if let message = endLine() { messages.append(message) }
        continue
      }
      if partial.count < Self.longestLine { partial.append(byte) } else { dropped += 1 }
    }
    return messages
  }

  /// Takes bytes as part of the message of the day, which may hold newlines and ends with none.
  mutating func collect(_ bytes: [UInt8]) {
    let room = Self.longestLine - partial.count
    partial.append(contentsOf: bytes.prefix(max(0, room)))
  }

  /// Ends the message of the day: everything collected, unprintable bytes as spaces, trimmed; nil when nothing came.
  mutating func endText() -> String? {
    defer { partial.removeAll(keepingCapacity: true) }
    let printable = partial.map { (0x20...0x7e).contains($0) || $0 == 0x0a ? $0 : 0x20 }
    let start = printable.firstIndex { $0 > 0x20 }
    let end = printable.lastIndex { $0 > 0x20 }
    guard let start, let end else { return nil }
    return String(decoding: printable[start...end], as: UTF8.self)
  }

  private mutating func endLine() -> PoolMessage? {
    defer {
      partial.removeAll(keepingCapacity: true)
      dropped = 0
    }
    guard dropped == 0 else { return .garbage(bytes: partial.count + dropped) }
    while let last = partial.last, last == 0x0d || last == 0x20 { partial.removeLast() }
    return partial.isEmpty ? nil : PoolMessage(line: partial)
  }
}
