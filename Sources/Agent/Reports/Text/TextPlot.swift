internal import Units

/// A measure over time as a few rows of block characters.
struct TextPlot {
  static let width = 66

  let glyphs: TextGlyphs

  /// Columns with eighths as steps, the highest row first.
  ///
  /// - Parameters:
  ///   - shade: where it reaches above a value, the place between is shaded.
  ///   - top: the value of a full column.
  func rows(_ values: [Double?], shade: [Double?] = [], top: Double, height: Int) -> [String] {
    let means = Self.columns(values)
    let shades = Self.columns(shade)
    return (0..<height).map { row in
      let base = Double(height - 1 - row)
      return String(
        means.indices.map { column -> Character in
          guard let value = means[column] else { return row == height - 1 ? glyphs.unknown : " " }
          let level = top > 0 ? value / top * Double(height) - base : 0
          if level > 0.06 { return glyphs.levels[max(1, min(8, Int((level * 8).rounded())))] }
          let cover = shades.isEmpty ? 0 : (shades[column] ?? 0) / top * Double(height) - base
          return cover > 0.4 ? glyphs.shade : " "
        })
    }
  }

  /// The means of equal stretches, absent where all are.
  private static func columns(_ values: [Double?]) -> [Double?] {
    guard !values.isEmpty else { return [] }
    return (0..<width).map { column in
      let first = column * values.count / width
      let last = max(first + 1, (column + 1) * values.count / width)
      let known = values[first..<min(last, values.count)].compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
  }

  /// The axis: words under the columns where they begin.
  func axis(from since: UnixTime, to until: UnixTime, in calendar: LocalCalendar) -> String {
    var line = Array(repeating: Character(" "), count: Self.width)
    var free = 0
    for tick in TimeTicks(from: since, to: until, in: calendar, room: Self.width / 9).ticks {
      let share = (tick.time - since).inSeconds / max(1, (until - since).inSeconds)
      let column = Int((share * Double(Self.width)).rounded())
      let words = Array("|" + tick.label)
      guard column >= free, column + words.count <= Self.width else { continue }
      line.replaceSubrange(column..<(column + words.count), with: words)
      free = column + words.count + 1
    }
    return String(line)
  }
}
