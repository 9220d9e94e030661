internal import Units

/// A report for a terminal of 80 columns.
public struct ReportText: Sendable {
  let report: Report
  let calendar: LocalCalendar
  let glyphs: TextGlyphs

  /// The text of a report.
  public init(_ report: Report, in calendar: LocalCalendar, glyphs: TextGlyphs) {
    self.report = report
    self.calendar = calendar
    self.glyphs = glyphs
  }

  /// The lines, none wider than 80 columns.
  public var lines: [String] {
    var page = TextPage(glyphs)
    head(&page)
    guard report.period.recordedHours > 0 else { return page.lines }
    budget(&page)
    course(&page)
    limits(&page)
    battery(&page)
    mining(&page)
    rows(&page)
    boards(&page)
    notes(&page)
    return page.lines
  }

  private func head(_ page: inout TextPage) {
    let period = report.period
    page.add(page.left(report.rig.map { "Akkurat · \($0)" } ?? "Akkurat", 40) + page.right(period.title, 40))
    page.rule()
    for sentence in ReportWords(report).summary { page.prose(sentence) }
  }

  private func budget(_ page: inout TextPage) {
    let sum = report.income.reduce(0) { $0 + $1.value }
    page.head("Power budget" + page.right("Wh", 62))
    for (index, line) in report.income.enumerated() { budgetLine(index == 0 ? "in" : "", line, sum, &page) }
    for (index, line) in report.spending.enumerated() { budgetLine(index == 0 ? "out" : "", line, sum, &page) }
    let energy = report.energy
    if let stored = energy.storedWh, let lost = energy.batteryLossWh {
      page.prose(
        "The battery holds \(ReportWords.wh(stored.magnitude)) Wh \(stored < 0 ? "less" : "more") than before; "
          + "\(ReportWords.wh(lost)) Wh went lost in it or in the estimate of its charge.", indent: 5)
    }
  }

  private func budgetLine(_ side: String, _ line: Report.BudgetLine, _ sum: Double, _ page: inout TextPage) {
    let share = sum > 0 ? line.value / sum : 0
    page.add(
      page.left(side, 5) + page.left(line.name, 20) + page.bar(share, 38) + page.right(ReportWords.wh(line.value), 9)
        + page.right(ReportWords.percent(share), 8))
  }

  private func limits(_ page: inout TextPage) {
    guard !report.limits.isEmpty else { return }
    page.head("What limited the rig" + page.right("h", 53))
    for limit in report.limits {
      let share = limit.share.map(ReportWords.percent) ?? ""
      page.add(
        "     " + page.left(limit.words, 20) + page.bar(limit.share ?? 0, 38)
          + page.right(ReportWords.hours(limit.hours), 9) + page.right(share, 8))
    }
  }

  private func battery(_ page: inout TextPage) {
    let battery = report.battery
    page.head("Battery")
    var facts: [String] = []
    if let least = battery.chargeLeast, let greatest = battery.chargeGreatest {
      let sure = battery.deviation.map { ", known to ± \(Decimal.fixed($0 * 100, 1)) %" } ?? ""
      facts.append("charge \(ReportWords.band(least, greatest))\(sure)")
    }
    if let depth = battery.depthMean { facts.append("a day's swing \(ReportWords.percent(depth)) on average") }
    if let cycles = battery.cycles { facts.append("\(Decimal.fixed(cycles, 2)) full cycles") }
    if let low = battery.voltageLeastV, let high = battery.voltageGreatestV {
      facts.append("\(Decimal.fixed(low, 2)) to \(Decimal.fixed(high, 2)) V")
    }
    if let low = battery.temperatureLeastC, let high = battery.temperatureGreatestC {
      facts.append("\(Decimal.fixed(low, 0)) to \(Decimal.fixed(high, 0)) °C")
    }
    page.prose(facts.isEmpty ? "Nothing is known." : facts.joined(separator: "; ") + ".", indent: 5)
  }

  private func mining(_ page: inout TextPage) {
    let mining = report.mining
    let shares = mining.shares
    page.head("Mining")
    page.prose(
      "\(ReportWords.grouped(shares.accepted)) shares accepted (\(ReportWords.grouped(shares.unpaid)) among the unpaid first "
        + "ten of a connection), \(shares.refused) refused, \(shares.unanswered) unanswered, \(shares.blocks) blocks; "
        + "about \(ReportWords.coins(shares.reward)) DUCO.", indent: 5)
    var facts = ["\(ReportWords.hours(mining.workerHours)) worker-hours", "\(mining.switchings) switchings"]
    if let value = mining.joulesPerHash { facts.append("\(Decimal.fixed(value * 1000, 3)) mJ a hash") }
    if let value = mining.sharesPerWh { facts.append("\(Decimal.fixed(value, 1)) shares a Wh") }
    if let value = mining.rewardPerWh { facts.append("\(Decimal.fixed(value * 1000, 2)) mDUCO a Wh") }
    page.prose(facts.joined(separator: "; ") + ".", indent: 5)
    let hours = report.boardHours.map { "\($0.boards): \(ReportWords.hours($0.hours))" }
    if !hours.isEmpty { page.prose("Hours by number of boards: \(hours.joined(separator: ", ")).", indent: 5) }
  }
}
