public import Units

/// Several measures over one stretch of time, one panel below the other on a common axis.
///
/// Values belong to the slices between neighbouring ``edges``. An absent value is a gap: lines break there, nothing is
/// drawn, and the place is shaded.
public struct TimeChart: Sendable {
  /// One measure of a stack.
  public struct Series: Sendable {
    /// As in the key.
    public var name: String
    /// Its colour.
    public var tint: ChartTint
    /// One for each slice.
    public var values: [Double?]

    /// A measure.
    public init(_ name: String, _ tint: ChartTint, _ values: [Double?]) {
      self.name = name
      self.tint = tint
      self.values = values
    }
  }

  /// What is drawn in a panel, the first one at the back.
  public enum Layer: Sendable {
    /// Stacked from zero: columns when there are few slices, else an area with steps.
    case stack([Series])
    /// From zero, faint, with a stronger upper edge in steps.
    case wash(Series)
    /// From zero, faint, without an edge.
    case shade(Series)
    /// Between two bounds.
    case band(low: Series, high: Series)
    /// A line with steps at the edges of the slices.
    case steps(Series)
    /// Through the middles of the slices.
    case line(Series)
    /// Dots on the middles.
    case dots(Series)
    /// A level, with its name at the right.
    case level(Double, name: String, tint: ChartTint)
  }

  /// One field with an axis of its own.
  public struct Panel: Sendable {
    /// What it shows.
    public var title: String
    /// Of the values.
    public var unit: String
    /// Of the plotting field, in pixels.
    public var height: Double
    /// The axis ends here when given; else at a round value over the largest.
    public var top: Double?
    /// The layers.
    public var layers: [Layer]

    /// A panel; its axis starts at zero.
    public init(_ title: String, unit: String, height: Double = 120, top: Double? = nil, layers: [Layer]) {
      self.title = title
      self.unit = unit
      self.height = height
      self.top = top
      self.layers = layers
    }
  }

  /// Bounds of the slices, ascending, one more than there are values.
  public var edges: [UnixTime]
  /// From above.
  public var panels: [Panel]
  /// Names the days.
  public var calendar: LocalCalendar

  /// Names of the slices, in place of a time axis; empty for a time axis.
  public var labels: [String]

  /// A chart.
  public init(edges: [UnixTime], panels: [Panel], calendar: LocalCalendar, labels: [String] = []) {
    self.labels = labels
    self.edges = edges
    self.panels = panels
    self.calendar = calendar
  }

  /// The picture, `width` pixels wide.
  public func drawing(width: Double) -> SVGDrawing {
    var drawing = SVGDrawing(width: width, height: 0)
    var top = 0.0
    for (index, panel) in panels.enumerated() {
      let field = PanelField(panel, of: self, width: width, top: top)
      field.draw(on: &drawing, isLast: index == panels.count - 1)
      top = field.bottom + (index == panels.count - 1 ? 24 : 22)
    }
    drawing.grow(to: top)
    return drawing
  }
}
