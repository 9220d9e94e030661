internal import Units

/// The shapes of the layers.
extension PanelField {
  func stack(_ series: [TimeChart.Series], on drawing: inout SVGDrawing) {
    let count = edges.count - 1
    var base = [Double?](repeating: 0, count: count)
    for part in series {
      let top = (0..<count).map { index -> Double? in
        guard let value = part.values[index], let below = base[index] else { return nil }
        return below + max(0, value)
      }
      if count <= 62 {
        columns(part, low: base, high: top, on: &drawing)
      } else {
        area(low: base, high: top, "f-\(part.tint.rawValue)", on: &drawing)
      }
      base = zip(base, top).map { $1 ?? $0 }
    }
  }

  private func columns(_ part: TimeChart.Series, low: [Double?], high: [Double?], on drawing: inout SVGDrawing) {
    for index in high.indices {
      guard let low = low[index], let high = high[index], high > low else { continue }
      let (start, end) = (x(edges[index]), x(edges[index + 1]))
      let gap = min(3, (end - start) * 0.12)
      let title = "\(calendar.brief(edges[index])): \(part.name) \(Decimal.fixed(high - low, 1)) \(panel.unit)"
      drawing.rect(
        start + gap, scale(high), end - start - 2 * gap, scale(low) - scale(high), "f-\(part.tint.rawValue)",
        title: title)
    }
  }

  /// With steps at the edges.
  func area(low: [Double?], high: [Double?], _ group: String, on drawing: inout SVGDrawing) {
    let shapes = runs(zip(low, high).map { $0 != nil && $1 != nil }).map { run -> [(x: Double, y: Double)] in
      let upper = run.flatMap { [(x(edges[$0]), scale(high[$0]!)), (x(edges[$0 + 1]), scale(high[$0]!))] }
      let lower = run.flatMap { [(x(edges[$0]), scale(low[$0]!)), (x(edges[$0 + 1]), scale(low[$0]!))] }
      return (upper + lower.reversed()).map { (x: $0.0, y: $0.1) }
    }
    drawing.path(shapes, group, closed: true)
  }

  /// Through the middles.
  func smooth(low: [Double?], high: [Double?], _ group: String, on drawing: inout SVGDrawing) {
    let shapes = runs(zip(low, high).map { $0 != nil && $1 != nil }).map { run -> [(x: Double, y: Double)] in
      let upper = run.map { (x: middle($0), y: scale(high[$0]!)) }
      return upper + run.reversed().map { (x: middle($0), y: scale(low[$0]!)) }
    }
    drawing.path(shapes, group, closed: true)
  }

  func lines(_ values: [Double?]) -> [[(x: Double, y: Double)]] {
    runs(values.map { $0 != nil }).map { run in run.map { (x: middle($0), y: scale(values[$0]!)) } }
  }

  func stepLines(_ values: [Double?]) -> [[(x: Double, y: Double)]] {
    runs(values.map { $0 != nil }).map { run in
      run.flatMap { [(x: x(edges[$0]), y: scale(values[$0]!)), (x: x(edges[$0 + 1]), y: scale(values[$0]!))] }
    }
  }

  /// Unbroken stretches of true.
  func runs(_ flags: [Bool]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for (index, flag) in flags.prefix(max(0, edges.count - 1)).enumerated() where flag {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<(index + 1)
      } else {
        runs.append(index..<(index + 1))
      }
    }
    return runs
  }
}
