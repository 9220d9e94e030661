extension Report {
  /// One line of the power budget.
  struct BudgetLine {
    var name: String
    var value: Double
    var tint: ChartTint
    /// Why the value is what it is: measured or modelled.
    var origin: String
  }

  /// What came in. Both sides have one sum: a residual below zero stands with what came in.
  var income: [BudgetLine] {
    [
      BudgetLine(name: "panel", value: energy.panelWh, tint: .sun, origin: "measured"),
      BudgetLine(name: "from the battery", value: energy.dischargedWh, tint: .battery, origin: "measured"),
    ]
      + (energy.residualWh < -0.005
        ? [BudgetLine(name: "not explained", value: -energy.residualWh, tint: .residual, origin: "residual")] : [])
  }

  /// What became of it.
  var spending: [BudgetLine] {
    let measured = energy.boardsWh > 0 ? energy.boardsMeasuredWh / energy.boardsWh : 0
    let origin =
      measured >= 0.995 ? "measured" : measured <= 0.005 ? "modelled" : "\(ReportWords.percent(measured)) measured"
    return [
      BudgetLine(name: "boards", value: energy.boardsWh, tint: .boards, origin: origin),
      BudgetLine(name: "host", value: energy.hostWh, tint: .host, origin: "modelled"),
      BudgetLine(name: "charger, regulator", value: energy.conversionWh, tint: .loss, origin: "modelled"),
      BudgetLine(name: "into the battery", value: energy.chargedWh, tint: .battery, origin: "measured"),
    ]
      + (energy.residualWh >= -0.005
        ? [BudgetLine(name: "not explained", value: max(0, energy.residualWh), tint: .residual, origin: "residual")]
        : [])
  }

  /// The colour of a limit.
  static func tint(ofLimit limit: String) -> ChartTint {
    switch BindingLimit(rawValue: limit) {
    case .sun, .curtailed: .sun
    case .nightReserve, .battery: .battery
    case .floor, .sensors: .alarm
    case .pool: .pool
    case .owner, .schedule: .host
    case .allOn: .boards
    case .boards, nil: .loss
    }
  }
}
