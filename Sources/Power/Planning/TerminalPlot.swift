/// Draws a run for a terminal: one row of blocks per measure, one column per equal stretch of time.
public struct TerminalPlot: Sendable {
  private static let blocks: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Rows of text for sun, charge and boards, `columns` wide.
  public static func rows(_ run: YearRun, columns: Int = 73) -> [String] {
    let most = max(1, run.points.map(\.sun).max() ?? 1)
    let all = Double(max(1, run.rig.boardCount))
    return [
      row("sun     ", run, columns) { $0.sun / most * 2.5 },
      row("charge  ", run, columns) { $0.charge },
      row("boards  ", run, columns) { Double(max(0, $0.boards)) / all },
      row("dark    ", run, columns) { $0.boards < 0 ? 1 : 0 },
    ]
  }

  private static func row(_ name: String, _ run: YearRun, _ columns: Int, _ value: (YearRun.Point) -> Double) -> String
  {
    let count = run.points.count
    guard count > 0 else { return name }
    let cells = (0..<columns).map { column -> Character in
      let range = column * count / columns..<max(column * count / columns + 1, (column + 1) * count / columns)
      let mean = run.points[range.clamped(to: 0..<count)].reduce(0) { $0 + value($1) } / Double(range.count)
      let level = mean <= 0 ? 0 : 1 + Int(min(1, mean) * 7.0)
      return blocks[min(8, level)]
    }
    return name + String(cells)
  }
}
