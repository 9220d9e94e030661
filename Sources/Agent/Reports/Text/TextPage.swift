/// Lines for a terminal, none wider than the page.
struct TextPage {
  static let width = 80

  let glyphs: TextGlyphs
  private(set) var lines: [String] = []

  init(_ glyphs: TextGlyphs) {
    self.glyphs = glyphs
  }

  /// A line as it is; what does not fit is cut.
  mutating func add(_ line: String = "") {
    let shown = Self.clipped(glyphs.shown(line), Self.width)
    lines.append(String(shown.reversed().drop { $0 == " " }.reversed()))
  }

  /// A heading over a section.
  mutating func head(_ title: String) {
    add()
    add(title)
  }

  mutating func rule() { add(String(repeating: glyphs.rule, count: Self.width)) }

  /// Sentences, broken between words.
  mutating func prose(_ text: String, indent: Int = 0) {
    let blank = String(repeating: " ", count: indent)
    var line = blank
    for word in text.split(separator: " ").map({ glyphs.shown(String($0)) }) {
      if Self.columns(line) + Self.columns(word) + 1 > Self.width, line != blank {
        add(line)
        line = blank
      }
      line += (line == blank ? "" : " ") + word
    }
    if line != blank { add(line) }
  }

  /// Left-aligned in so many columns, cut if longer.
  func left(_ text: String, _ width: Int) -> String {
    let shown = Self.clipped(glyphs.shown(text), width)
    return shown + String(repeating: " ", count: max(0, width - Self.columns(shown)))
  }

  /// Right-aligned in so many columns; never cut, because a cut figure lies.
  func right(_ text: String, _ width: Int) -> String {
    let shown = glyphs.shown(text)
    return String(repeating: " ", count: max(0, width - Self.columns(shown))) + shown
  }

  /// A horizontal bar for a share of 0 to 1.
  func bar(_ share: Double, _ width: Int) -> String {
    guard share > 0, share.isFinite else { return String(repeating: " ", count: width) }
    let halves = max(1, Int((min(1, share) * Double(width) * 2).rounded()))
    let text = String(repeating: glyphs.bar, count: halves / 2) + (halves % 2 == 1 ? String(glyphs.halfBar) : "")
    return text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// The first characters that fit into so many columns.
  private static func clipped(_ text: String, _ width: Int) -> String {
    guard columns(text) > width else { return text }
    var used = 0
    return String(
      text.prefix { character in
        used += columns(of: character)
        return used <= width
      })
  }

  /// Columns that a terminal gives a text.
  static func columns(_ text: String) -> Int { text.reduce(0) { $0 + columns(of: $1) } }

  /// East Asian wide characters and pictures take two.
  ///
  /// Source: the wide ranges of Unicode Standard Annex 11, rounded to blocks.
  private static func columns(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first?.value, first >= 0x1100 else { return 1 }
    switch first {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
