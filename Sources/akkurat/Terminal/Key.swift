/// A key as a terminal tells it.
enum Key: Sendable, Hashable {
  /// A printable character.
  case letter(Character)
  case enter, backspace, escape
  case up, down, pageUp, pageDown, home, end
  /// Ctrl and a letter, in lower case.
  case control(Character)
}

/// Reads keys from the bytes of a terminal; half a sequence waits for its rest.
///
/// Source: ECMA-48 control sequences (CSI and SS3) as xterm and the Linux console send them for the cursor keys.
struct KeyReader: Sendable {
  private var pending: [UInt8] = []

  /// Half a sequence has been read.
  var isWaiting: Bool { !pending.isEmpty }

  /// The keys in some bytes. What is no key is passed over.
  ///
  /// - Parameter isAll: nothing more comes soon: a lone escape is the key.
  mutating func read(_ bytes: [UInt8], isAll: Bool = true) -> [Key] {
    pending += bytes
    var keys: [Key] = []
    while let first = pending.first {
      if first == 0x1B {
        guard let length = sequenceLength(isAll) else { return keys }
        if let key = Self.key(of: Array(pending[..<length])) { keys.append(key) }
        pending.removeFirst(length)
      } else {
        let length = Self.characterLength(first)
        guard pending.count >= length else { return keys }
        if let key = Self.plainKey(Array(pending[..<length])) { keys.append(key) }
        pending.removeFirst(length)
      }
    }
    return keys
  }

  /// The length of the escape sequence that pending begins with; nil when it is not whole yet.
  private func sequenceLength(_ isAll: Bool) -> Int? {
    guard pending.count > 1 else { return isAll ? 1 : nil }
    guard pending[1] == UInt8(ascii: "[") || pending[1] == UInt8(ascii: "O") else { return 1 }
    guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return isAll || pending.count > 16 ? pending.count : nil
    }
    return end + 1
  }

  private static func key(of sequence: [UInt8]) -> Key? {
    guard sequence.count > 1 else { return .escape }
    switch String(decoding: sequence.dropFirst(2), as: UTF8.self) {
    case "A": return .up
    case "B": return .down
    case "5~": return .pageUp
    case "6~": return .pageDown
    case "H", "1~", "7~": return .home
    case "F", "4~", "8~": return .end
    default: return nil
    }
  }

  private static func plainKey(_ bytes: [UInt8]) -> Key? {
    switch bytes[0] {
    case 0x0A, 0x0D: return .enter
    case 0x08, 0x7F: return .backspace
    case 0x01...0x1A: return .control(Character(UnicodeScalar(bytes[0] + 0x60)))
    case ..<0x20: return nil
    default: return String(validating: bytes, as: UTF8.self)?.first.map(Key.letter)
    }
  }

  /// Bytes of a UTF-8 character by its first one.
  private static func characterLength(_ first: UInt8) -> Int {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
