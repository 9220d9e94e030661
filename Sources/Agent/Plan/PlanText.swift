internal import Units

/// A plan as lines for a terminal of 80 columns: a small plot of the sun, an hour a line, with boards and charge.
public struct PlanText: Sendable {
  private static let width = 30
  private let document: PlanDocument

  /// Text of a document.
  public init(_ document: PlanDocument) {
    self.document = document
  }

  /// The lines.
  public var lines: [String] { words + plot }

  private var words: [String] {
    let decision = document.decision
    let inTime = decision.changesInS.map { " (in \(Duration.seconds($0).brief) at the earliest)" } ?? ""
    return [
      "Now      \(decision.stage), \(decision.powered) of \(document.boards) boards on, \(decision.target) wanted",
      "Why      \(decision.reason)",
      "Changes  \(decision.changes)\(inTime)",
    ]
      + [
        document.plan.map { "Plan     \($0)" }, document.weather.map { "Weather  \($0)" },
        document.gap.map { "Plan     \($0)" },
      ].compactMap(\.self)
  }

  private var plot: [String] {
    guard !document.hours.isEmpty else { return [] }
    let top = max(0.1, document.hours.map(\.panelHighW).max() ?? 0)
    let scale = "# sure  = expected  - at best".padded(to: Self.width)
    return ["Hour     Panel, W (range)  \(scale) Boards  Charge"]
      + document.hours.map { line($0, top: top) }
  }

  private func line(_ hour: PlanDocument.Hour, top: Double) -> String {
    func watts(_ value: Double) -> String { Decimal.fixed(value, 1) }
    func column(_ value: Double) -> Int { Int((value / top * Double(Self.width)).rounded()) }
    let (low, mean, high) = (column(hour.panelLowW), column(hour.panelW), column(hour.panelHighW))
    let bar =
      String(repeating: "#", count: low) + String(repeating: "=", count: max(0, mean - low))
      + String(repeating: "-", count: max(0, high - max(low, mean)))
    let range = hour.panelHighW < 0.05 ? "" : " (\(watts(hour.panelLowW))-\(watts(hour.panelHighW)))"
    let charge = Decimal.fixed(hour.stateOfCharge * 100, 0).leading(3)
    let band = "\(Decimal.fixed(hour.chargeLow * 100, 0))-\(Decimal.fixed(hour.chargeHigh * 100, 0))"
    return "\(hour.local)  \((watts(hour.panelW).leading(5) + range).padded(to: 18))  "
      + "\(bar.padded(to: Self.width)) \("\(hour.boards)".leading(4))    \(charge) (\(band))"
  }
}

extension String {
  /// Filled up with blanks behind it.
  func padded(to width: Int) -> String { count >= width ? self : self + String(repeating: " ", count: width - count) }

  /// Filled up with blanks before it.
  func leading(_ width: Int) -> String { count >= width ? self : String(repeating: " ", count: width - count) + self }
}
