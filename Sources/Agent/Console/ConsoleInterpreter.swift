/// The rig console: digits, then one letter, at once, no return key. A value: bytes in, text and requests out; no clock, no
/// I/O. The same for every door.
///
/// After an ``ConsoleAction/ask(_:)`` no byte is taken until its answer came: what is typed meanwhile waits at the door.
public struct ConsoleInterpreter: Sendable {
  /// The largest number that can be typed.
  static let largestNumber = 99_999

  /// Which letters hold.
  enum Menu: Sendable, Hashable {
    case rig, tool
  }

  /// Within an escape sequence of the terminal, or waiting for the letter that help is wanted of.
  private enum Mode: Sendable, Hashable {
    case letters, escape, sequence, oneMore, help
  }

  /// Names the console in the record of orders: `console`, `webrepl`, …
  let face: String
  var menu = Menu.rig
  var number: Int?
  var current = 1
  /// The bus tool's target.
  var target: Int?
  var buses: [String] = []
  var bus: String?
  /// The order of a run until a key is pressed.
  var liveOrder: Int?
  /// Counts at the last reset of the statistics, by connection.
  var baselines: [Int: ConnectionsDocument.Connection] = [:]
  private var mode = Mode.letters
  private var complaints = 0
  private var lastWasReturn = false

  /// A console for a face.
  public init(face: String = "console") {
    self.face = face
  }

  /// A run until a key is pressed goes on: call ``tick()`` every two seconds.
  public var isLive: Bool { liveOrder != nil }

  /// What is shown first.
  public var greeting: String {
    ConsoleText.lines(["Akkurat rig console: digits, then one letter, at once. ? helps, x leaves."]) + prompt
  }

  var prompt: String {
    switch menu {
    case .rig: "\(current)> "
    case .tool: "bus\(bus.map { " \($0)" } ?? "")\(target.map { " \($0)" } ?? "")> "
    }
  }

  var keys: [ConsoleKey] { menu == .rig ? ConsoleKey.rig : ConsoleKey.tool }

  /// The next overview of a run until a key is pressed.
  public func tick() -> ConsoleRequest? {
    isLive ? ConsoleRequest(.live, [("op", "\"connections\"")]) : nil
  }

  /// Takes one byte.
  public mutating func take(_ byte: UInt8) -> [ConsoleAction] {
    let wasReturn = lastWasReturn
    lastWasReturn = byte == 0x0D
    if liveOrder != nil, mode == .letters { return endLive() }
    switch mode {
    case .escape:
      mode = byte == UInt8(ascii: "[") ? .sequence : byte == UInt8(ascii: "O") ? .oneMore : .letters
      return mode == .letters ? take(byte) : []
    case .sequence:
      // Parameters and intermediates are 20–3F, the final byte 40–7E. Source: ECMA-48, 5.4.
      if (0x40...0x7E).contains(byte) { mode = .letters }
      return []
    case .oneMore:
      mode = .letters
      return []
    case .help:
      mode = .letters
      return [.show(tellOf(byte))]
    case .letters: break
    }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return digit(byte)
    case 0x08, 0x7F: return erase()
    case 0x1B:
      mode = .escape
      return drop()
    case 0x03: return number == nil ? [.show("\r\n" + ConsoleText.lines(["x leaves the console."]) + prompt)] : drop()
    case 0x15: return drop()
    case 0x04: return letter("x")
    case 0x0D: return [.show("\r\n" + prompt + (number.map { "\($0)" } ?? ""))]
    case 0x0A: return wasReturn ? [] : [.show("\r\n" + prompt + (number.map { "\($0)" } ?? ""))]
    case 0x20: return []
    case 0x21...0x7E: return letter(Character(UnicodeScalar(byte)))
    default: return []
    }
  }

  private mutating func digit(_ byte: UInt8) -> [ConsoleAction] {
    let grown = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
    guard grown <= Self.largestNumber else { return [.show("\u{7}")] }
    number = grown
    return [.show(String(UnicodeScalar(byte)))]
  }

  private mutating func erase() -> [ConsoleAction] {
    guard let typed = number else { return [] }
    number = typed < 10 ? nil : typed / 10
    return [.show("\u{8} \u{8}")]
  }

  /// Forgets the number.
  private mutating func drop() -> [ConsoleAction] {
    guard let typed = number else { return [] }
    number = nil
    let count = "\(typed)".count
    return [.show(String(repeating: "\u{8} \u{8}", count: count))]
  }

  private mutating func letter(_ letter: Character) -> [ConsoleAction] {
    let given = number
    number = nil
    guard keys.contains(where: { $0.letter == letter }) else { return unknown(letter) }
    complaints = 0
    if letter == "/" {
      mode = .help
      return [.show("/")]
    }
    let done = menu == .rig ? rig(letter, given) : tool(letter, given)
    return [.show("\(letter)\r\n")] + done
  }

  /// Says so, but not a thousand times to somebody who leans on the keyboard.
  private mutating func unknown(_ letter: Character) -> [ConsoleAction] {
    complaints += 1
    guard complaints <= 3 else { return [] }
    let place = menu == .rig ? "here" : "in the bus tool"
    return [
      .show("\(letter)\r\n" + ConsoleText.lines(["\(letter) is no command \(place). ? shows all of them."]) + prompt)
    ]
  }

  /// Help of one letter.
  private func tellOf(_ byte: UInt8) -> String {
    let letter = (0x21...0x7E).contains(byte) ? Character(UnicodeScalar(byte)) : "?"
    return "\(letter)\r\n" + ConsoleText.lines(help(of: letter)) + prompt
  }

  func help(of letter: Character) -> [String] {
    guard let key = keys.first(where: { $0.letter == letter }) else { return ["\(letter) is no command here."] }
    return ["\(key.usage)   \(key.summary)", key.help]
  }

  /// All letters by group.
  var helpText: [String] {
    var lines: [String] = []
    for group in ConsoleKey.Group.allCases {
      let keys = keys.filter { $0.group == group }
      guard !keys.isEmpty else { continue }
      lines.append(group.rawValue)
      if group == .raw {
        lines.append("  \(keys.map { String($0.letter) }.joined(separator: " "))")
      } else {
        lines += keys.map { "  \($0.usage.padded(to: 5))  \($0.summary)" }
      }
    }
    return lines + [
      "Backspace edits the number, Esc drops it. [n]: without n the current one."
    ]
  }

  private mutating func endLive() -> [ConsoleAction] {
    let order = liveOrder
    liveOrder = nil
    return [
      .show("\r\n"),
      .ask(
        ConsoleRequest(
          .end, [("op", "\"override\""), ("do", "\"clear\""), ("id", "\(order ?? 0)"), ("from", "\"\(face)\"")])),
    ]
  }
}
