internal import Units

/// A report as one HTML file: charts inside, nothing from outside, no script; to read, to keep, to print.
public struct ReportPage: Sendable {
  let report: Report
  let calendar: LocalCalendar

  /// The page of a report.
  public init(_ report: Report, in calendar: LocalCalendar) {
    self.report = report
    self.calendar = calendar
  }

  /// The whole file.
  public var html: String {
    let name = Markup.escaped("Akkurat: \(report.period.title)")
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="color-scheme" content="light dark"><title>\(name)</title>
      <style>\(PageStyle.css)</style></head><body><main>
      \(body)
      </main></body></html>

      """
  }

  private var body: String {
    let parts =
      report.period.recordedHours > 0
      ? [head, tiles, budget, course, limits, rows, battery, forecast, boards, notes, foot] : [head, foot]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var head: String {
    let period = report.period
    let rig = report.rig.map { " · \(Markup.escaped($0))" } ?? ""
    return """
      <header><p><span class="mark"><i></i>Akkurat</span>\(rig)</p><h1>\(Markup.escaped(period.title))</h1>
      <p>\(Markup.escaped(period.zone)) · \(ReportWords.hours(period.recordedHours)) of \
      \(ReportWords.hours(period.hours)) hours recorded</p>
      <p class="lead">\(Markup.escaped(ReportWords(report).summary.joined(separator: " ")))</p></header>
      """
  }

  private var tiles: String {
    let mining = report.mining
    let shares = mining.shares
    var tiles = [
      tile("from the panel", ReportWords.wh(report.energy.panelWh), "Wh", .sun),
      tile("taken by the rig", ReportWords.wh(report.energy.loadWh), "Wh", .boards),
      tile("boards × hours", ReportWords.hours(mining.workerHours), "h", .boards),
      tile("shares accepted", ReportWords.count(shares.accepted), "", .pool),
      tile("reward, estimated", ReportWords.coins(shares.reward), "DUCO", .pool),
    ]
    if let least = report.battery.chargeLeast {
      tiles.append(tile("lowest charge", Decimal.fixed(least * 100, 0), "%", .battery))
    }
    return "<dl class=\"tiles\">\(tiles.joined())</dl>"
  }

  private func tile(_ name: String, _ value: String, _ unit: String, _ tint: ChartTint) -> String {
    "<div style=\"--tint:var(--\(tint.rawValue))\"><dt>\(name)</dt><dd>\(value)"
      + (unit.isEmpty ? "" : " <small>\(unit)</small>") + "</dd></div>"
  }

  /// Both sizes of a drawing; the style shows one of them.
  func figure(_ name: String, _ draw: (Double) -> SVGDrawing) -> String {
    "<figure>\(draw(920).fragment(named: name, class: "wide"))\(draw(380).fragment(named: name, class: "narrow"))</figure>"
  }

  func section(_ title: String, _ parts: String...) -> String {
    "<section><h2>\(Markup.escaped(title))</h2>\n\(parts.filter { !$0.isEmpty }.joined(separator: "\n"))</section>"
  }

  private var foot: String {
    let made = report.period.made.prefix(16).replacing("T", with: " ")
    return """
      <footer><p>Measured: panel, battery in and out, and boards where a sensor sits in their supply. Modelled: host, charger, \
      regulator, other boards. What does not add up is shown as not explained, never spread over the rest. Rewards are estimated by the pool’s \
      published formula; the first ten shares of a connection are unpaid.</p>
      <p>\(Markup.escaped(report.program)), \(made), \(Markup.escaped(report.period.zone)). \
      \(report.period.isUnsynchronised ? "Some dates are guesses, because the clock was not trusted." : "")</p></footer>
      """
  }
}
