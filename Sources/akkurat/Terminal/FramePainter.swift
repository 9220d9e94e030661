/// Turns frames into what a terminal needs to show them: the rows that changed, in one text, so that nothing flickers.
struct FramePainter: Sendable {
  /// Draw in colour.
  var isInColour: Bool
  private var shown: [String]?

  init(isInColour: Bool) { self.isInColour = isInColour }

  /// The next frame's text; empty when nothing changed. The cursor ends where it was: at the top left.
  mutating func paint(_ lines: [StyledLine], width: Int) -> String {
    let rows = lines.map { $0.clipped(to: width).encoded(inColour: isInColour) }
    defer { shown = rows }
    guard let shown else {
      return "\u{1B}[H\u{1B}[2J" + rows.enumerated().map { Self.row($0.offset, $0.element) }.joined() + "\u{1B}[H"
    }
    var text = ""
    for index in 0..<max(rows.count, shown.count) {
      let row = index < rows.count ? rows[index] : ""
      if index >= shown.count || shown[index] != row { text += Self.row(index, row) }
    }
    return text.isEmpty ? "" : text + "\u{1B}[H"
  }

  /// The terminal has another size or was used by somebody else: the next frame is drawn whole.
  mutating func forget() { shown = nil }

  /// Moves there, writes, clears the rest (ECMA-48: CUP, EL).
  private static func row(_ index: Int, _ text: String) -> String { "\u{1B}[\(index + 1);1H\(text)\u{1B}[K" }
}
