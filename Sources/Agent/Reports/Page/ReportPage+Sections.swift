internal import Units

extension ReportPage {
  private var charts: ReportCharts { ReportCharts(report, in: calendar) }

  /// `< 1 %` is no tag.
  private func percent(_ share: Double) -> String { Markup.escaped(ReportWords.percent(share)) }

  var budget: String {
    let energy = report.energy
    var notes: [String] = []
    if let stored = energy.storedWh, let lost = energy.batteryLossWh {
      notes.append(
        "By its state of charge the battery holds \(ReportWords.wh(stored.magnitude)) Wh \(stored < 0 ? "less" : "more") "
          + "than before; \(ReportWords.wh(lost)) Wh went lost in it, or in the estimate of its charge.")
    }
    if energy.curtailedWh >= 0.05 {
      notes.append("About \(ReportWords.wh(energy.curtailedWh)) Wh of sun found the battery full and were lost.")
    }
    return section(
      "Power budget", figure("Power budget: what came in, what became of it") { charts.balance.drawing(width: $0) },
      "<div class=\"pair\">\(table(report.income, "in"))\(table(report.spending, "out"))</div>",
      notes.isEmpty ? "" : "<p class=\"note\">\(notes.joined(separator: " "))</p>")
  }

  private func table(_ lines: [Report.BudgetLine], _ name: String) -> String {
    let sum = lines.reduce(0) { $0 + $1.value }
    let rows = lines.map { line in
      "<tr><td><span class=\"swatch\" style=\"--tint:var(--\(line.tint.rawValue))\"></span>\(line.name)</td>"
        + "<td>\(ReportWords.wh(line.value))</td><td>\(percent(sum > 0 ? line.value / sum : 0))</td>"
        + "<td class=\"quiet\">\(line.origin)</td></tr>"
    }
    return "<table><thead><tr><th>\(name)</th><th>Wh</th><th></th><th></th></tr></thead><tbody>\(rows.joined())</tbody>"
      + "<tfoot><tr><td>sum</td><td>\(ReportWords.wh(sum))</td><td></td><td></td></tr></tfoot></table>"
  }

  var course: String {
    guard report.slices.count > 1 else { return "" }
    return section("Course", figure("Sun, load, charge and boards over time") { charts.course.drawing(width: $0) })
  }

  var limits: String {
    guard !report.limits.isEmpty else { return "" }
    let longest = max(1e-9, report.limits.map(\.hours).max() ?? 0)
    let rows = report.limits.map { limit in
      let tint = Report.tint(ofLimit: limit.limit).rawValue
      return "<tr><td>\(limit.words)</td><td class=\"bar\"><i style=\"--tint:var(--\(tint));width:"
        + "\(Decimal.fixed(limit.hours / longest * 100, 1))%\"></i></td><td>\(ReportWords.hours(limit.hours)) h</td>"
        + "<td>\(limit.share.map(percent) ?? "")</td></tr>"
    }
    let hours = figure("Hours by number of boards") { charts.boardHours.drawing(width: $0 > 500 ? 440 : $0) }
    return section(
      "What limited the rig",
      "<div class=\"pair\"><div><table><tbody>\(rows.joined())</tbody></table><p class=\"note\">Shares are of the time in "
        + "which more boards could have run.</p></div><div><p class=\"note\" style=\"margin:0 0 8px\">Hours by number of "
        + "boards</p>\(hours)</div></div>")
  }

  var rows: String {
    guard report.rows.count > 1 else { return "" }
    let names = [
      ("", ""), ("sun Wh", ""), ("load Wh", ""), ("charge", ""), ("", "wideonly"), ("worker-h", ""), ("shares", ""),
      ("DUCO", "wideonly"), ("limit", "words wideonly"),
    ]
    let head = names.map { "<th\($0.1.isEmpty ? "" : " class=\"\($0.1)\"")>\($0.0)</th>" }.joined()
    let title =
      switch report.rows.first.map({ $0.hours }) ?? 0 {
      case ..<1.5: "Hour by hour"
      case ..<26: "Day by day"
      default: "Month by month"
      }
    return section(
      title,
      "<div class=\"scroll\"><table><thead><tr>\(head)</tr></thead><tbody>\(report.rows.map(row).joined())</tbody></table></div>"
    )
  }

  private func row(_ row: Report.StretchPart) -> String {
    guard row.recordedHours > 0 else {
      return "<tr><td>\(row.label)</td><td class=\"quiet\">–</td>\(String(repeating: "<td></td>", count: 2))"
        + "<td class=\"wideonly\"></td><td></td><td></td><td class=\"wideonly\"></td><td class=\"wideonly\"></td></tr>"
    }
    let limit = row.limit.flatMap { BindingLimit(rawValue: $0)?.words } ?? ""
    return "<tr><td>\(row.label)</td><td>\(ReportWords.wh(row.energy.panelWh))</td>"
      + "<td>\(ReportWords.wh(row.energy.loadWh))</td><td>\(ReportWords.band(row.chargeLeast, row.chargeGreatest))</td>"
      + "<td class=\"range wideonly\">\(range(row))</td><td>\(ReportWords.hours(row.workerHours))</td>"
      + "<td>\(ReportWords.grouped(row.accepted))</td><td class=\"wideonly\">\(ReportWords.coins(row.reward))</td>"
      + "<td class=\"words quiet wideonly\">\(limit)</td></tr>"
  }

  private func range(_ row: Report.StretchPart) -> String {
    guard let least = row.chargeLeast, let greatest = row.chargeGreatest else { return "" }
    return
      "<i><b style=\"left:\(Decimal.fixed(least * 100, 1))%;right:\(Decimal.fixed(max(0, 100 - greatest * 100), 1))%\"></b></i>"
  }

  var battery: String {
    let battery = report.battery
    var rows: [(String, String)] = []
    if let before = battery.chargeBefore, let after = battery.chargeAfter {
      rows.append(("charge before and after", "\(percent(before)), \(percent(after))"))
    }
    if let least = battery.chargeLeast, let greatest = battery.chargeGreatest {
      rows.append(("lowest and highest", "\(percent(least)), \(percent(greatest))"))
    }
    if let deviation = battery.deviation { rows.append(("known to", "± \(Decimal.fixed(deviation * 100, 1)) %")) }
    if let depth = battery.depthMean { rows.append(("a day’s swing, mean", percent(depth))) }
    if let cycles = battery.cycles { rows.append(("full cycles", Decimal.fixed(cycles, 2))) }
    if let low = battery.voltageLeastV, let high = battery.voltageGreatestV {
      rows.append(("voltage", "\(Decimal.fixed(low, 2)) to \(Decimal.fixed(high, 2)) V"))
    }
    if let low = battery.temperatureLeastC, let high = battery.temperatureGreatestC {
      rows.append(("temperature", "\(Decimal.fixed(low, 0)) to \(Decimal.fixed(high, 0)) °C"))
    }
    return section("Battery and mining", "<div class=\"pair\">\(facts(rows))\(facts(mining))</div>")
  }

  private var mining: [(String, String)] {
    let mining = report.mining
    let shares = mining.shares
    var rows = [
      ("accepted", ReportWords.grouped(shares.accepted)),
      ("of these unpaid, first ten of a connection", ReportWords.grouped(shares.unpaid)),
      ("refused, unanswered", "\(ReportWords.grouped(shares.refused)), \(ReportWords.grouped(shares.unanswered))"),
      ("switchings, brown-outs", "\(ReportWords.grouped(mining.switchings)), \(mining.brownOuts)"),
    ]
    if shares.blocks > 0 { rows.append(("blocks", "\(shares.blocks)")) }
    if let value = mining.joulesPerHash { rows.append(("energy a hash", "\(Decimal.fixed(value * 1000, 3)) mJ")) }
    if let value = mining.sharesPerWh { rows.append(("shares a watt-hour", Decimal.fixed(value, 1))) }
    if let value = mining.rewardPerWh { rows.append(("reward a watt-hour", "\(Decimal.fixed(value * 1000, 2)) mDUCO")) }
    return rows
  }

  private func facts(_ rows: [(String, String)]) -> String {
    "<table class=\"facts\"><tbody>" + rows.map { "<tr><td>\($0.0)</td><td>\($0.1)</td></tr>" }.joined()
      + "</tbody></table>"
  }

  var forecast: String {
    guard let chart = charts.forecast else { return "" }
    return section(
      "Forecast", figure("The forecast of each day's beginning and what came") { chart.drawing(width: $0) })
  }

  var boards: String {
    guard !report.boards.isEmpty else { return "" }
    let names = [
      ("board", ""), ("on h", ""), ("Wh", ""), ("", "wideonly"), ("H/s", ""), ("mJ/hash", "wideonly"), ("accepted", ""),
      ("unpaid", "wideonly"),
      ("bad", "wideonly"), ("DUCO", ""),
    ]
    let head = names.map { "<th\($0.1.isEmpty ? "" : " class=\"\($0.1)\"")>\($0.0)</th>" }.joined()
    return section(
      "Boards",
      "<div class=\"scroll\"><table><thead><tr>\(head)</tr></thead><tbody>\(report.boards.map(board).joined())</tbody></table></div>",
      "<p class=\"note\">Bad: refused by the pool, unanswered, or wrong answers that never reached it.</p>")
  }

  private func board(_ board: Report.BoardPart) -> String {
    let shares = board.shares
    let origin =
      board.energyWh <= 0
      ? "" : board.measured >= 0.995 ? "measured" : board.measured <= 0.005 ? "modelled" : "partly measured"
    return "<tr><td>\(Markup.escaped(board.name))</td><td>\(ReportWords.hours(board.onHours))</td>"
      + "<td>\(ReportWords.wh(board.energyWh))</td><td class=\"words quiet wideonly\">\(origin)</td>"
      + "<td>\(board.hashRate.map { Decimal.fixed($0, 0) } ?? "–")</td>"
      + "<td class=\"wideonly\">\(board.joulesPerHash.map { Decimal.fixed($0 * 1000, 3) } ?? "–")</td>"
      + "<td>\(ReportWords.grouped(shares.accepted))</td><td class=\"wideonly\">\(ReportWords.grouped(shares.unpaid))</td>"
      + "<td class=\"wideonly\">\(shares.refused + shares.wrong + shares.unanswered)</td>"
      + "<td>\(ReportWords.coins(shares.reward))</td></tr>"
  }

  var notes: String {
    [
      ("Overrides", report.overrides), ("Alarms", report.alarms), ("Sensor gaps", report.sensorGaps),
      ("Brown-outs", report.brownOuts), ("Events", report.events),
    ].filter { !$0.1.isEmpty }.map(list).joined(separator: "\n")
  }

  private func list(_ title: String, _ notes: [Report.NotePart]) -> String {
    let rows = notes.prefix(60).map { note in
      let span = note.stands == true ? "still stands" : note.hours.map { Duration.hours($0).brief } ?? ""
      let who = note.who.map { " <span class=\"quiet\">by \(Markup.escaped($0))</span>" } ?? ""
      return
        "<tr><td class=\"quiet when\">\(note.when)</td><td class=\"text\">\(Markup.escaped(note.text))\(who)</td><td>\(span)</td></tr>"
    }
    let more = notes.count > 60 ? "<p class=\"note\">and \(notes.count - 60) more</p>" : ""
    return section("\(title): \(notes.count)", "<table><tbody>\(rows.joined())</tbody></table>", more)
  }
}
