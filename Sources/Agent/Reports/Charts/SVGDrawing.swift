internal import Units

/// An SVG picture in the making: shapes in the order they are drawn, coordinates in pixels from the upper left corner.
///
/// Shapes carry classes, not colours; ``ChartTint`` gives the rules. All text is escaped.
public struct SVGDrawing: Sendable {
  /// Where a text is tied to its point.
  enum Anchor: String { case start, middle, end }

  let width: Double
  private(set) var height: Double
  private var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// A picture of its own: colours, paper and a name for those who cannot see it.
  public func document(named name: String) -> String {
    let paper = "<rect width=\"100%\" height=\"100%\" class=\"f-paper\"/>"
    return opening(
      name,
      "xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Self.number(width))\" "
        + "height=\"\(Self.number(height))\" ")
      + "<style>\(ChartTint.style)</style>\(paper)\(body)</svg>\n"
  }

  /// A part of a page that brings the rules itself.
  func fragment(named name: String, class group: String = "") -> String {
    opening(name, group.isEmpty ? "" : "class=\"\(group)\" ") + body + "</svg>"
  }

  private func opening(_ name: String, _ attributes: String) -> String {
    "<svg \(attributes)viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" role=\"img\"><title>"
      + Markup.escaped(name) + "</title>"
  }

  mutating func grow(to height: Double) { self.height = height }

  mutating func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ group: String, title: String? = nil)
  {
    let inner = title.map { "><title>\(Markup.escaped($0))</title></rect>" } ?? "/>"
    body +=
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(max(0, width)))\" "
      + "height=\"\(Self.number(max(0, height)))\" class=\"\(group)\"\(inner)"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ group: String) {
    body +=
      "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" y2=\"\(Self.number(y2))\" "
      + "class=\"\(group)\"/>"
  }

  mutating func text(
    _ words: String, _ x: Double, _ y: Double, _ group: String = "f-ink", anchor: Anchor = .start
  ) {
    let tie = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    body +=
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\"\(tie) class=\"\(group)\">\(Markup.escaped(words))</text>"
  }

  mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ group: String) {
    body +=
      "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\" class=\"\(group)\"/>"
  }

  /// One path of several separate lines; a line of one point is a dot.
  mutating func path(_ lines: [[(x: Double, y: Double)]], _ group: String, closed: Bool = false) {
    let data = lines.filter { !$0.isEmpty }.map { points in
      Self.trace(points) + (closed ? "Z" : points.count == 1 ? "h.1" : "")
    }
    guard !data.isEmpty else { return }
    body += "<path d=\"\(data.joined())\" class=\"\(group)\"/>"
  }

  /// Steps are written as such: a picture of them is half as long.
  private static func trace(_ points: [(x: Double, y: Double)]) -> String {
    var data = ""
    var last: (x: String, y: String)?
    for point in points {
      let next = (x: number(point.x), y: number(point.y))
      switch last {
      case nil: data += "M\(next.x) \(next.y)"
      case let last? where last == next: break
      case let last? where last.y == next.y: data += "H\(next.x)"
      case let last? where last.x == next.x: data += "V\(next.y)"
      default: data += "L\(next.x) \(next.y)"
      }
      last = next
    }
    return data
  }

  /// Another drawing, moved.
  mutating func add(_ other: SVGDrawing, x: Double, y: Double) {
    body += "<g transform=\"translate(\(Self.number(x)) \(Self.number(y)))\">\(other.body)</g>"
  }

  /// A tenth of a pixel is as fine as eyes are; whole numbers stay short.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }
}
