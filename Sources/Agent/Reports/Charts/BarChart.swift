internal import Units

/// Rows of a name, a bar and a figure; each bar may be made of parts.
public struct BarChart: Sendable {
  /// A piece of a bar.
  public struct Part: Sendable, Hashable {
    /// What it stands for; written inside where there is room.
    public var name: String
    /// Its length.
    public var value: Double
    /// Its colour.
    public var tint: ChartTint

    /// A piece.
    public init(_ name: String, _ value: Double, _ tint: ChartTint) {
      self.name = name
      self.value = value
      self.tint = tint
    }
  }

  /// One row.
  public struct Row: Sendable, Hashable {
    /// At the left.
    public var name: String
    /// At the right.
    public var figure: String
    /// From the left.
    public var parts: [Part]

    /// A row.
    public init(_ name: String, figure: String, parts: [Part]) {
      self.name = name
      self.figure = figure
      self.parts = parts
    }
  }

  /// From above.
  public var rows: [Row]
  /// Of a row, in pixels.
  public var pitch: Double
  /// Whether parts are named inside of their bar.
  public var namesParts: Bool

  /// A chart of rows.
  public init(_ rows: [Row], pitch: Double = 24, namesParts: Bool = false) {
    self.rows = rows
    self.pitch = pitch
    self.namesParts = namesParts
  }

  /// The picture, `width` pixels wide.
  public func drawing(width: Double) -> SVGDrawing {
    var drawing = SVGDrawing(width: width, height: Double(rows.count) * pitch)
    let names = Double(rows.map(\.name.count).max() ?? 0) * 6.8 + 12
    let figures = Double(rows.map(\.figure.count).max() ?? 0) * 7.6 + 10
    let longest = max(1e-9, rows.map { $0.parts.reduce(0) { $0 + max(0, $1.value) } }.max() ?? 0)
    let room = max(10, width - names - figures)
    for (index, row) in rows.enumerated() {
      let y = Double(index) * pitch
      drawing.text(row.name, 0, y + pitch / 2 + 4, "f-ink")
      drawing.text(row.figure, width, y + pitch / 2 + 4, "f-ink strong", anchor: .end)
      draw(row.parts, x: names, y: y, scale: room / longest, on: &drawing)
    }
    return drawing
  }

  private func draw(_ parts: [Part], x start: Double, y: Double, scale: Double, on drawing: inout SVGDrawing) {
    var x = start
    for part in parts where part.value > 0 {
      let width = part.value * scale
      drawing.rect(
        x, y + 4, max(0.5, width - (parts.count > 1 ? 1 : 0)), pitch - 8, "f-\(part.tint.rawValue)",
        title: "\(part.name) \(Decimal.fixed(part.value, 1))")
      if namesParts, Double(part.name.count) * 6.8 + 10 < width {
        drawing.text(part.name, x + 6, y + pitch / 2 + 4, "\(part.tint.words) strong")
      }
      x += width
    }
  }
}
