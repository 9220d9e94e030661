/// Finds what the owner probably meant.
enum Spelling {
  /// The candidate with the fewest edits, if it is near enough to be a slip.
  static func nearest(to word: String, among candidates: Set<String>) -> String? {
    let limit = max(1, min(3, word.count / 3))
    let scored = candidates.map { (candidate: $0, distance: distance(word, $0)) }
    let best = scored.min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }
    return best.flatMap { $0.distance <= limit ? $0.candidate : nil }
  }

  /// Edit distance with swapped neighbours as one edit (optimal string alignment).
  static func distance(_ left: String, _ right: String) -> Int {
    let a = Array(left.utf8)
    let b = Array(right.utf8)
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
