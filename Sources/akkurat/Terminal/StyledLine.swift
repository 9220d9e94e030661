/// One line of a screen: pieces of text with their styles.
struct StyledLine: Sendable, Hashable, ExpressibleByStringLiteral {
  /// A piece in one style.
  struct Piece: Sendable, Hashable {
    var text: String
    var style: TextStyle
  }

  private(set) var pieces: [Piece]

  init(_ text: String, _ style: TextStyle = .plain) {
    pieces = text.isEmpty ? [] : [Piece(text: text, style: style)]
  }

  init(stringLiteral value: String) { self.init(value) }

  /// One line after the other on the same line.
  static func + (left: StyledLine, right: StyledLine) -> StyledLine {
    var line = left
    line.pieces += right.pieces
    return line
  }

  /// The text without styles.
  var text: String { pieces.map(\.text).joined() }

  /// The same text, all in one style.
  func all(_ style: TextStyle) -> StyledLine { StyledLine(text, style) }

  /// What of it fits into a number of columns. Characters count one column each: nothing wider is ever drawn.
  func clipped(to width: Int) -> StyledLine {
    var left = max(0, width)
    var line = StyledLine("")
    for piece in pieces where left > 0 {
      let text = String(piece.text.prefix(left))
      line.pieces.append(Piece(text: text, style: piece.style))
      left -= text.count
    }
    return line
  }

  /// As a terminal takes it; without colour it is the text alone.
  func encoded(inColour: Bool) -> String {
    guard inColour else { return text }
    return pieces.map { piece in
      piece.style == .plain ? piece.text : "\u{1B}[\(piece.style.parameters)m\(piece.text)\u{1B}[0m"
    }.joined()
  }
}
