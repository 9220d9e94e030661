/// Text broken at blanks to a width, the lines after the first indented under its label.
struct WrappedText {
  var label: String
  var text: String
  var width: Int

  /// One line at least. A word longer than the width stands alone and is not cut.
  var lines: [String] {
    var lines = [label]
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let isFresh = lines[lines.count - 1].count <= label.count
      if !isFresh, lines[lines.count - 1].count + word.count + 1 > width {
        lines.append(String(repeating: " ", count: label.count))
      }
      if lines[lines.count - 1].count > label.count { lines[lines.count - 1] += " " }
      lines[lines.count - 1] += word
    }
    return lines
  }
}
