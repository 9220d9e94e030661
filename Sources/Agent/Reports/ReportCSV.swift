internal import Units

/// A report as a table for spreadsheets: one line a slice, by RFC 4180, a dot for decimals.
///
/// Where nothing is known the field is empty; a zero is a measured zero.
public struct ReportCSV: Sendable {
  private static let head = [
    "since", "hours", "recorded_h", "panel_wh", "charged_wh", "discharged_wh", "load_wh", "boards_wh", "host_wh",
    "conversion_wh", "residual_wh", "curtailed_wh", "sun_wh", "forecast_wh", "charge_least", "charge_mean",
    "charge_greatest", "worker_h", "accepted", "unpaid", "reward_duco", "limit",
  ]

  private let report: Report

  /// The table of a report.
  public init(_ report: Report) {
    self.report = report
  }

  /// All lines, each ended by CR LF.
  public var text: String {
    ([Self.head] + report.slices.map(Self.fields)).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func fields(_ slice: Report.StretchPart) -> [String] {
    let energy = slice.energy
    guard slice.recordedHours > 0 else {
      return [slice.since, Decimal.short(slice.hours), "0"] + Array(repeating: "", count: head.count - 3)
    }
    let energies = [
      energy.panelWh, energy.chargedWh, energy.dischargedWh, energy.loadWh, energy.boardsWh, energy.hostWh,
      energy.conversionWh, energy.residualWh, energy.curtailedWh, energy.sunWh,
    ]
    let charges = [slice.chargeLeast, slice.chargeMean, slice.chargeGreatest]
    return [slice.since, Decimal.short(slice.hours), Decimal.short(slice.recordedHours)]
      + energies.map { Decimal.fixed($0, 6) } + [energy.forecastWh.map { Decimal.fixed($0, 6) } ?? ""]
      + charges.map { $0.map(Decimal.short) ?? "" }
      + [
        Decimal.short(slice.workerHours), "\(slice.accepted)", "\(slice.unpaid)", Decimal.fixed(slice.reward, 9),
        slice.limit ?? "",
      ]
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
