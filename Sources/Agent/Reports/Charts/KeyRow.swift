/// The key of a panel: swatches with names, as many in a row as fit.
enum KeyRow {
  struct Entry {
    var name: String
    var tint: ChartTint
    var isLine: Bool
  }

  /// A panel with one measure needs none: its title says it.
  static func rows(of panel: TimeChart.Panel, width: Double) -> [[Entry]] {
    let entries = panel.layers.flatMap { layer -> [Entry] in
      switch layer {
      case .stack(let series): series.map { Entry(name: $0.name, tint: $0.tint, isLine: false) }
      case .wash(let series), .steps(let series), .line(let series):
        [Entry(name: series.name, tint: series.tint, isLine: true)]
      case .dots(let series), .shade(let series): [Entry(name: series.name, tint: series.tint, isLine: false)]
      case .band(_, let high): [Entry(name: high.name, tint: high.tint, isLine: false)]
      case .level: []
      }
    }
    guard entries.count > 1 else { return [] }
    var rows: [[Entry]] = [[]]
    var used = 0.0
    for entry in entries {
      if used + span(entry) > width, !rows[rows.count - 1].isEmpty {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(entry)
      used += span(entry)
    }
    return rows
  }

  static func draw(_ rows: [[Entry]], on drawing: inout SVGDrawing, top: Double) {
    for (index, row) in rows.enumerated() {
      let y = top + Double(index) * 20
      var x = 0.0
      for entry in row {
        drawing.rect(x, y - (entry.isLine ? 5 : 9), 12, entry.isLine ? 3 : 10, "f-\(entry.tint.rawValue)")
        drawing.text(entry.name, x + 17, y, "f-ink")
        x += span(entry)
      }
    }
  }

  /// Swatch, about 6.6 pixels a letter, a gap.
  private static func span(_ entry: Entry) -> Double { 17 + Double(entry.name.count) * 6.6 + 18 }
}

extension TimeChart.Panel {
  /// The largest value drawn.
  var largest: Double {
    layers.map { layer -> Double in
      switch layer {
      case .stack(let series):
        let count = series.map(\.values.count).max() ?? 0
        return (0..<count).map { index in series.reduce(0) { $0 + max(0, $1.values[index] ?? 0) } }.max() ?? 0
      case .wash(let series), .shade(let series), .steps(let series), .line(let series), .dots(let series):
        return series.values.compactMap { $0 }.max() ?? 0
      case .band(_, let high): return high.values.compactMap { $0 }.max() ?? 0
      case .level(let value, _, _): return value
      }
    }.max() ?? 0
  }

  /// Where any measure has a value.
  func known(count: Int) -> [Bool] {
    let series = layers.flatMap { layer -> [TimeChart.Series] in
      switch layer {
      case .stack(let series): series
      case .wash(let series), .shade(let series), .steps(let series), .line(let series), .dots(let series): [series]
      case .band(let low, let high): [low, high]
      case .level: []
      }
    }
    return (0..<max(0, count)).map { index in series.contains { $0.values[index] != nil } }
  }
}
