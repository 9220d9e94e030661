/// Lines of at most 80 columns for a terminal in raw mode.
enum ConsoleText {
  static let width = 80

  /// Each line broken between words where it is too long, what follows indented as the line's label asks.
  static func lines(_ lines: [String]) -> String {
    lines.flatMap { wrapped($0) }.map { $0 + "\r\n" }.joined()
  }

  /// One line as several; no word is changed, only a word longer than a line is cut.
  static func wrapped(_ line: String) -> [String] {
    let clean = String(line.map { $0 == "\t" ? " " : $0 }.filter { !$0.isNewline })
    guard clean.count > width else { return [clean] }
    let indent = indentation(of: clean)
    var rows: [String] = []
    var row = Substring(clean)
    while row.count > width {
      let head = row.prefix(width + 1)
      let leading = rows.isEmpty ? 0 : indent
      if let space = head.lastIndex(of: " "), head.distance(from: head.startIndex, to: space) > leading {
        rows.append(String(row[..<space]))
        row = row[row.index(after: space)...]
      } else {
        rows.append(String(row.prefix(width)))
        row = row.dropFirst(width)
      }
      row = Substring(String(repeating: " ", count: indent) + row)
    }
    return rows + [String(row)]
  }

  /// Behind a label such as `Why      `: a word and at least two blanks.
  private static func indentation(of line: String) -> Int {
    let leading = line.prefix { $0 == " " }.count
    if leading >= 2 { return min(leading, 16) }
    var seen = 0
    var blanks = 0
    for (column, character) in line.enumerated() {
      if character == " " {
        blanks += 1
      } else {
        if blanks >= 2, seen > 0, column <= 16 { return column }
        if column > 16 { break }
        blanks = 0
        seen += 1
      }
    }
    return 2
  }
}
