internal import Units

/// The report's values as charts; page and poster share them.
struct ReportCharts {
  private let report: Report
  private let calendar: LocalCalendar

  init(_ report: Report, in calendar: LocalCalendar) {
    self.report = report
    self.calendar = calendar
  }

  /// Whether slices are so long that energies say more than powers.
  private var countsEnergy: Bool { (report.slices.first?.hours ?? 0) > 20 }
  private var energyUnit: String { countsEnergy ? "Wh a day" : "W" }

  /// Sun and load, charge, boards on one axis.
  var course: TimeChart {
    let slices = report.slices
    let boards = slices.map { $0.recordedHours > 0 ? $0.workerHours / $0.recordedHours : nil }
    let charge: [TimeChart.Layer] = [
      .band(
        low: .init("", .battery, slices.map { $0.chargeLeast.map { $0 * 100 } }),
        high: .init("least to greatest", .battery, slices.map { $0.chargeGreatest.map { $0 * 100 } })),
      .line(.init("mean", .battery, slices.map { $0.chargeMean.map { $0 * 100 } })),
    ]
    return TimeChart(
      edges: Self.edges(slices),
      panels: [
        .init("Sun and what it paid for", unit: energyUnit, height: 170, layers: sunAndLoad),
        .init("State of charge", unit: "%", height: 110, top: 100, layers: charge),
        .init(
          "Boards on", unit: "", height: 64, top: Double(max(1, report.boards.count)),
          layers: [.wash(.init("boards", .boards, boards))]),
      ], calendar: calendar)
  }

  private var sunAndLoad: [TimeChart.Layer] {
    let panel = flow { $0.panelWh }
    var layers: [TimeChart.Layer] = []
    if report.energy.curtailedWh > 0.05 {
      let could = flow { $0.panelWh + $0.curtailedWh }
      layers.append(.shade(.init("sun to spare", .loss, could)))
    }
    return layers + [
      .wash(.init("panel", .sun, panel)),
      .stack([
        .init("boards", .boards, flow { $0.boardsWh }), .init("host", .host, flow { $0.hostWh }),
        .init("charger, regulator", .loss, flow { $0.conversionWh }),
      ]),
    ]
  }

  /// A flow as a power over the recorded time, or as energy a day.
  private func flow(_ energy: (Report.EnergyPart) -> Double) -> [Double?] {
    report.slices.map { slice in
      guard slice.recordedHours > 0 else { return nil }
      return energy(slice.energy) / slice.recordedHours * (countsEnergy ? min(24, slice.hours) : 1)
    }
  }

  /// What came of the sun and what was expected, row by row; nil without forecasts.
  var forecast: TimeChart? {
    guard report.energy.forecastWh != nil, report.rows.count > 1 else { return nil }
    let rows = report.rows
    let came = rows.map { $0.recordedHours > 0 ? $0.energy.sunWh + $0.energy.curtailedWh : nil }
    return TimeChart(
      edges: Self.edges(rows),
      panels: [
        .init(
          "Sun behind the charger", unit: "Wh", height: 120,
          layers: [
            .stack([.init("came", .sun, came)]), .dots(.init("expected", .ink, rows.map(\.energy.forecastWh))),
          ])
      ], calendar: calendar, labels: rows.map(\.label))
  }

  /// What came in and what became of it: two bars of one length.
  var balance: BarChart {
    func row(_ name: String, _ lines: [Report.BudgetLine]) -> BarChart.Row {
      let sum = lines.reduce(0) { $0 + $1.value }
      return BarChart.Row(
        name, figure: "\(ReportWords.wh(sum)) Wh", parts: lines.map { .init($0.name, $0.value, $0.tint) })
    }
    return BarChart([row("in", report.income), row("out", report.spending)], pitch: 36, namesParts: true)
  }

  /// What limited the rig.
  var limits: BarChart {
    BarChart(
      report.limits.map { limit in
        let share = limit.share.map { ReportWords.percent($0) } ?? "\(ReportWords.hours(limit.hours)) h"
        return .init(
          limit.words, figure: share, parts: [.init(limit.words, limit.hours, Report.tint(ofLimit: limit.limit))])
      })
  }

  /// Hours by number of boards.
  var boardHours: ColumnChart {
    ColumnChart(
      report.boardHours.map { .init("\($0.boards)", $0.hours, figure: "\(ReportWords.hours($0.hours)) h") },
      tint: .boards)
  }

  private static func edges(_ stretches: [Report.StretchPart]) -> [UnixTime] {
    let starts = stretches.map { UnixTime(seconds: $0.start) }
    guard let last = stretches.last else { return [] }
    return starts + [UnixTime(seconds: last.start + last.hours * 3600)]
  }
}
