import Units

/// Draws a stretch of a simulated run as an SVG picture: sun and load in watts, charge in percent, boards as steps.
public struct RunPlot: Sendable {
  private let run: ArraySlice<YearRun.Point>
  private let title: String
  private let rig: RigDescription
  private let width = 960.0
  private let left = 54.0
  private let panels = (
    sun: (top: 34.0, height: 110.0), charge: (top: 170.0, height: 110.0), boards: (top: 306.0, height: 70.0)
  )

  /// A plot of some of a run's points.
  public init(_ run: ArraySlice<YearRun.Point>, rig: RigDescription, title: String) {
    self.run = run
    self.rig = rig
    self.title = title
  }

  /// The picture.
  public var svg: String {
    let most = max(1, run.map(\.sun).max() ?? 1)
    let load = run.map { rig.load(boards: max(0, $0.boards)).value }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="1000" height="410" font-family="sans-serif" font-size="12">
      <rect width="1000" height="410" fill="#ffffff"/>
      <text x="\(left)" y="18" font-size="14">\(title)</text>
      \(axis(panels.sun, "W", most))
      \(axis(panels.charge, "%", 100))
      \(axis(panels.boards, "boards", Double(rig.boardCount)))
      \(days)
      \(line(run.map { $0.sun / most }, panels.sun, "#e8a400"))
      \(line(load.map { $0 / most }, panels.sun, "#555555"))
      \(line(run.map(\.charge), panels.charge, "#2a7a2a"))
      \(line(run.map(\.believed), panels.charge, "#7fc97f"))
      \(line(run.map { Double(max(0, $0.boards)) / Double(max(1, rig.boardCount)) }, panels.boards, "#3060c0"))
      \(dark)
      <text x="\(left)" y="402">sun offered (yellow), load (grey) · charge: true (dark green), believed (light green) · boards (blue), host dark (red)</text>
      </svg>
      """
  }

  private func x(_ index: Int) -> Double { left + width * Double(index) / Double(max(1, run.count - 1)) - 20 }

  private func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  private func axis(_ panel: (top: Double, height: Double), _ unit: String, _ most: Double) -> String {
    "<line x1=\"\(left)\" y1=\"\(panel.top + panel.height)\" x2=\"\(left + width - 20)\" y2=\"\(panel.top + panel.height)\" "
      + "stroke=\"#999\"/><text x=\"4\" y=\"\(panel.top + 10)\">\(text(most)) \(unit)</text>"
      + "<text x=\"4\" y=\"\(panel.top + panel.height)\">0</text>"
  }

  private var days: String {
    run.indices.filter { Int(run[$0].time) % 86400 == 0 }.map { index in
      let place = text(x(index - run.startIndex))
      return "<line x1=\"\(place)\" y1=\"30\" x2=\"\(place)\" y2=\"380\" stroke=\"#eeeeee\"/>"
    }.joined()
  }

  private func line(_ values: [Double], _ panel: (top: Double, height: Double), _ colour: String) -> String {
    let points = stride(from: 0, to: values.count, by: max(1, values.count / 1000)).map { index in
      "\(text(x(index))),\(text(panel.top + panel.height * (1 - min(1, max(0, values[index])))))"
    }
    return
      "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.3\" points=\"\(points.joined(separator: " "))\"/>"
  }

  private var dark: String {
    run.indices.filter { run[$0].boards < 0 }.map { index in
      "<rect x=\"\(text(x(index - run.startIndex)))\" y=\"384\" width=\"1.2\" height=\"5\" fill=\"#cc2222\"/>"
    }.joined()
  }
}
