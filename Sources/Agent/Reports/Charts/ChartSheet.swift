internal import Units

/// A page of charts as one SVG file: a headline, some sentences, charts one below the other.
public struct ChartSheet: Sendable {
  /// A drawing with a name above it; the name may be empty.
  public struct Block: Sendable {
    /// Above the drawing.
    public var title: String
    /// Made for ``ChartSheet/inner`` pixels.
    public var drawing: SVGDrawing

    /// A block.
    public init(_ title: String, _ drawing: SVGDrawing) {
      self.title = title
      self.drawing = drawing
    }
  }

  /// Of the sheet, in pixels.
  public static let width = 960.0
  /// Of the drawings on it, in pixels.
  public static let inner = width - 56

  /// The headline.
  public var title: String
  /// At the right of the headline.
  public var source: String
  /// Under the headline.
  public var sentences: [String]
  /// From above.
  public var blocks: [Block]

  /// A sheet.
  public init(_ title: String, source: String, sentences: [String], blocks: [Block]) {
    self.title = title
    self.source = source
    self.sentences = sentences
    self.blocks = blocks
  }

  /// The whole file.
  public var svg: String {
    let margin = (Self.width - Self.inner) / 2
    var page = SVGDrawing(width: Self.width, height: 0)
    var y = 46.0
    page.text(title, margin, y, "f-ink title")
    page.text(source, Self.width - margin, y, "f-muted", anchor: .end)
    y += 6
    for line in Self.wrapped(sentences.joined(separator: " "), 136) {
      y += 20
      page.text(line, margin, y, "f-ink")
    }
    y += 18
    for block in blocks {
      if !block.title.isEmpty {
        y += 24
        page.text(block.title, margin, y, "f-ink head")
        y += 8
      }
      page.add(block.drawing, x: margin, y: y)
      y += block.drawing.height + 10
    }
    page.grow(to: y + 14)
    return page.document(named: title)
  }

  /// Broken between words after so many letters.
  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
