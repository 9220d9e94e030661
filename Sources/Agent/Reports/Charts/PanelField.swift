internal import Units

/// One panel of a ``TimeChart`` at its place.
struct PanelField {
  let panel: TimeChart.Panel
  let edges: [UnixTime]
  private let labels: [String]
  let calendar: LocalCalendar
  private let width: Double
  private let left: Double
  private let right: Double
  private let top: Double
  private let keyRows: [[KeyRow.Entry]]
  let scale: ChartScale
  /// The axis' pixel.
  let bottom: Double

  init(_ panel: TimeChart.Panel, of chart: TimeChart, width: Double, top: Double) {
    self.panel = panel
    edges = chart.edges
    labels = chart.labels
    calendar = chart.calendar
    self.width = width
    left = 44
    right = width - 10
    keyRows = KeyRow.rows(of: panel, width: width)
    self.top = top + 26 + Double(keyRows.count) * 20
    bottom = self.top + panel.height
    scale = ChartScale(
      from: 0, to: panel.top ?? max(1e-9, panel.largest), top: self.top, bottom: bottom,
      ticks: panel.height > 90 ? 4 : 2, isFixed: panel.top != nil)
  }

  func draw(on drawing: inout SVGDrawing, isLast: Bool) {
    let title = panel.unit.isEmpty ? panel.title : "\(panel.title), \(panel.unit)"
    drawing.text(title, 0, top - 12 - Double(keyRows.count) * 20, "f-ink head")
    KeyRow.draw(keyRows, on: &drawing, top: top - 11 - Double(keyRows.count - 1) * 20)
    shadeGaps(on: &drawing)
    axes(on: &drawing, isLast: isLast)
    for layer in panel.layers { draw(layer, on: &drawing) }
    drawing.line(left, bottom, right, bottom, "s-muted thin")
  }

  func x(_ time: UnixTime) -> Double {
    guard let first = edges.first, let last = edges.last, last > first else { return left }
    return left + (right - left) * (time.seconds - first.seconds) / (last.seconds - first.seconds)
  }

  func middle(_ index: Int) -> Double { (x(edges[index]) + x(edges[index + 1])) / 2 }

  private func axes(on drawing: inout SVGDrawing, isLast: Bool) {
    for value in scale.ticks {
      let y = scale(value)
      if value > scale.low { drawing.line(left, y, right, y, "s-grid thin") }
      drawing.text(Decimal.fixed(value, scale.decimals), left - 6, y + 4, "f-muted small", anchor: .end)
    }
    if labels.isEmpty {
      timeAxis(on: &drawing, isLast: isLast)
    } else if isLast {
      nameAxis(on: &drawing)
    }
  }

  /// Names under the middles of the slices, as many as fit.
  private func nameAxis(on drawing: inout SVGDrawing) {
    let widest = Double(labels.map(\.count).max() ?? 0) * 6.4 + 8
    let every = max(1, Int((widest * Double(labels.count) / (right - left)).rounded(.up)))
    for (index, label) in labels.enumerated() where index % every == 0 && index < edges.count - 1 {
      drawing.text(label, middle(index), bottom + 17, "f-muted small", anchor: .middle)
    }
  }

  private func timeAxis(on drawing: inout SVGDrawing, isLast: Bool) {
    guard let first = edges.first, let last = edges.last else { return }
    let room = Int((right - left) / 66)
    var free = -Double.infinity
    for tick in TimeTicks(from: first, to: last, in: calendar, room: room).ticks {
      let x = x(tick.time)
      drawing.line(x, top, x, bottom + (isLast ? 4 : 0), tick.isMajor ? "s-loss thin" : "s-grid thin")
      let half = Double(tick.label.count) * 3.2
      guard isLast, x - half >= free, x + half <= right + 10 else { continue }
      drawing.text(tick.label, max(half, x), bottom + 17, "f-muted small", anchor: .middle)
      free = x + half + 8
    }
  }

  private func shadeGaps(on drawing: inout SVGDrawing) {
    let known = panel.known(count: edges.count - 1)
    for run in runs(known.map { !$0 }) {
      let start = x(edges[run.lowerBound])
      let end = x(edges[run.upperBound])
      drawing.rect(start, top, end - start, bottom - top, "f-unknown")
      if end - start > 60 {
        drawing.text("no data", (start + end) / 2, (top + bottom) / 2 + 4, "f-muted small", anchor: .middle)
      }
    }
  }

  private func draw(_ layer: TimeChart.Layer, on drawing: inout SVGDrawing) {
    switch layer {
    case .stack(let series): stack(series, on: &drawing)
    case .shade(let series):
      area(
        low: series.values.map { $0.map { _ in 0 } }, high: series.values, "f-\(series.tint.rawValue) faint",
        on: &drawing)
    case .wash(let series):
      area(
        low: series.values.map { $0.map { _ in 0 } }, high: series.values, "f-\(series.tint.rawValue) faint",
        on: &drawing)
      drawing.path(stepLines(series.values), "s-\(series.tint.rawValue) line")
    case .steps(let series): drawing.path(stepLines(series.values), "s-\(series.tint.rawValue) line")
    case .band(let low, let high):
      smooth(low: low.values, high: high.values, "f-\(high.tint.rawValue) faint", on: &drawing)
    case .line(let series): drawing.path(lines(series.values), "s-\(series.tint.rawValue) line")
    case .dots(let series):
      for (index, value) in series.values.enumerated() where index < edges.count - 1 {
        if let value { drawing.circle(middle(index), scale(value), 3, "f-\(series.tint.rawValue)") }
      }
    case .level(let value, let name, let tint):
      guard value >= scale.low, value <= scale.high else { return }
      drawing.line(left, scale(value), right, scale(value), "s-\(tint.rawValue) thin")
      drawing.text(name, right - 2, scale(value) - 4, "f-\(tint.rawValue) small", anchor: .end)
    }
  }
}
