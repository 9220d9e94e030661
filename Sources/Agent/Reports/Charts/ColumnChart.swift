internal import Units

/// One column for each of a few categories, its figure on top.
public struct ColumnChart: Sendable {
  /// One category.
  public struct Column: Sendable, Hashable {
    /// Under the column.
    public var name: String
    /// Its height, not below zero.
    public var value: Double
    /// On top of it.
    public var figure: String

    /// A category.
    public init(_ name: String, _ value: Double, figure: String) {
      self.name = name
      self.value = value
      self.figure = figure
    }
  }

  /// From the left.
  public var columns: [Column]
  /// Of all columns.
  public var tint: ChartTint
  /// Of the plotting field, in pixels.
  public var height: Double

  /// A chart of columns.
  public init(_ columns: [Column], tint: ChartTint, height: Double = 110) {
    self.columns = columns
    self.tint = tint
    self.height = height
  }

  /// The picture, `width` pixels wide.
  public func drawing(width: Double) -> SVGDrawing {
    var drawing = SVGDrawing(width: width, height: height + 40)
    let bottom = height + 18
    let pitch = min(64, width / Double(max(1, columns.count)))
    let most = max(1e-9, columns.map(\.value).max() ?? 0)
    let widest = Double(columns.map(\.figure.count).max() ?? 0) * 6.6
    let every = max(1, Int((widest / pitch).rounded(.up)))
    for (index, column) in columns.enumerated() {
      let x = Double(index) * pitch
      let size = max(0, column.value) / most * height
      let gap = min(5, pitch * 0.14)
      drawing.rect(
        x + gap, bottom - size, pitch - 2 * gap, size, "f-\(tint.rawValue)", title: "\(column.name): \(column.figure)")
      if index % every == 0, column.value > 0 {
        drawing.text(column.figure, x + pitch / 2, bottom - size - 5, "f-muted small", anchor: .middle)
      }
      drawing.text(column.name, x + pitch / 2, bottom + 16, "f-ink", anchor: .middle)
    }
    drawing.line(0, bottom, pitch * Double(columns.count), bottom, "s-muted thin")
    return drawing
  }
}
