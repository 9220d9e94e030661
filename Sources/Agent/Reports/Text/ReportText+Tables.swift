internal import Units

extension ReportText {
  /// Sun, load, charge and boards as plots on one axis.
  func course(_ page: inout TextPage) {
    let slices = report.slices
    guard slices.count > 1, let first = slices.first, let last = slices.last else { return }
    page.head("Course")
    let plot = TextPlot(glyphs: glyphs)
    let sun = powers(slices) { $0.panelWh }
    let load = powers(slices) { $0.loadWh }
    let most = max(0.1, (sun + load).compactMap { $0 }.max() ?? 0)
    add("sun", most, "W", plot.rows(sun, top: most, height: 3), &page)
    add("load", most, "W", plot.rows(load, top: most, height: 2), &page)
    let charge = slices.map(\.chargeMean)
    add("charge", 100, "%", plot.rows(charge, shade: slices.map(\.chargeGreatest), top: 1, height: 4), &page)
    let boards = slices.map { $0.recordedHours > 0 ? $0.workerHours / $0.recordedHours : nil }
    let count = Double(max(1, report.boards.count))
    add("boards", count, "", plot.rows(boards, top: count, height: 2), &page)
    let end = UnixTime(seconds: last.start + last.hours * 3600)
    page.add(String(repeating: " ", count: 14) + plot.axis(from: UnixTime(seconds: first.start), to: end, in: calendar))
  }

  private func powers(_ slices: [Report.StretchPart], _ energy: (Report.EnergyPart) -> Double) -> [Double?] {
    slices.map { $0.recordedHours > 0 ? max(0, energy($0.energy)) / $0.recordedHours : nil }
  }

  private func add(_ name: String, _ top: Double, _ unit: String, _ rows: [String], _ page: inout TextPage) {
    let scale = "\(Decimal.fixed(top, unit == "W" && top < 10 ? 1 : 0)) \(unit)"
    for (index, row) in rows.enumerated() {
      let head = index == 0 ? page.left(name, 7) + page.left(scale, 7) : String(repeating: " ", count: 14)
      page.add(head + row)
    }
  }

  /// Hour by hour, day by day or month by month.
  func rows(_ page: inout TextPage) {
    guard report.rows.count > 1 else { return }
    page.head(
      page.left("", 9) + page.right("sun Wh", 8) + page.right("load Wh", 9) + page.right("charge", 11)
        + page.right("worker-h", 10) + page.right("shares", 9) + page.right("DUCO", 9) + "  limit")
    for row in report.rows {
      guard row.recordedHours > 0 else {
        page.add(page.left(row.label, 9) + page.right("–", 8))
        continue
      }
      let words = row.limit.flatMap { BindingLimit(rawValue: $0)?.words } ?? ""
      page.add(
        page.left(row.label, 9) + page.right(ReportWords.wh(row.energy.panelWh), 8)
          + page.right(ReportWords.wh(row.energy.loadWh), 9)
          + page.right(ReportWords.band(row.chargeLeast, row.chargeGreatest), 11)
          + page.right(ReportWords.hours(row.workerHours), 10) + page.right(ReportWords.count(row.accepted), 9)
          + page.right(ReportWords.coins(row.reward), 9) + "  " + page.left(words, 13))
    }
    forecast(&page)
  }

  private func forecast(_ page: inout TextPage) {
    guard let expected = report.energy.forecastWh else { return }
    let came = report.energy.sunWh + report.energy.curtailedWh
    page.prose(
      "Forecast against what came: \(ReportWords.wh(expected)) Wh expected at each day's beginning, "
        + "\(ReportWords.wh(came)) Wh came (\(ReportWords.percent(came / expected)) of it).", indent: 0)
  }

  /// One line a board.
  func boards(_ page: inout TextPage) {
    guard !report.boards.isEmpty else { return }
    page.head(
      page.left("Board", 14) + page.right("on h", 7) + page.right("Wh", 8) + page.right("H/s", 6)
        + page.right("mJ/H", 8)
        + page.right("accepted", 10) + page.right("unpaid", 8) + page.right("bad", 6) + page.right("DUCO", 9))
    for board in report.boards {
      let shares = board.shares
      page.add(
        page.left(board.name, 14) + page.right(ReportWords.hours(board.onHours), 7)
          + page.right(ReportWords.wh(board.energyWh), 8)
          + page.right(board.hashRate.map { Decimal.fixed($0, 0) } ?? "–", 6)
          + page.right(board.joulesPerHash.map { Decimal.fixed($0 * 1000, 3) } ?? "–", 8)
          + page.right(ReportWords.count(shares.accepted), 10) + page.right("\(shares.unpaid)", 8)
          + page.right("\(shares.refused + shares.wrong + shares.unanswered)", 6)
          + page.right(ReportWords.coins(shares.reward), 9))
    }
  }

  /// Lists of what happened, each cut after some lines.
  func notes(_ page: inout TextPage) {
    list("Overrides", report.overrides, &page)
    list("Alarms", report.alarms, &page)
    list("Sensor gaps", report.sensorGaps, &page)
    list("Brown-outs", report.brownOuts, &page)
    list("Events", report.events, &page)
  }

  private func list(_ title: String, _ notes: [Report.NotePart], _ page: inout TextPage) {
    guard !notes.isEmpty else { return }
    page.head("\(title): \(notes.count)")
    for note in notes.prefix(8) {
      let span = note.stands == true ? " Still stands." : note.hours.map { " (\(Duration.hours($0).brief))" } ?? ""
      let who = note.who.map { " By \($0)." } ?? ""
      page.prose("\(note.when)  \(note.text)\(who)\(span)", indent: 5)
    }
    if notes.count > 8 { page.add("     and \(notes.count - 8) more") }
  }
}
