/// An input read as a list of small decisions.
struct Script {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isOver: Bool { place >= bytes.count }

  /// The next byte; 0 past the end.
  mutating func next() -> UInt8 {
    guard place < bytes.count else { return 0 }
    defer { place += 1 }
    return bytes[place]
  }

  /// The next bytes; 0xFF past the end.
  mutating func next(_ count: Int) -> [UInt8] {
    let some = bytes[min(place, bytes.count)..<min(place + count, bytes.count)]
    place += count
    return some + [UInt8](repeating: 0xFF, count: count - some.count)
  }
}
