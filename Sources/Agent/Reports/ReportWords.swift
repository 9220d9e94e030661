internal import Units

/// The report's sentences and figures, the same in every form.
struct ReportWords {
  private let report: Report

  init(_ report: Report) {
    self.report = report
  }

  /// What happened, in a few sentences.
  var summary: [String] {
    guard report.period.recordedHours > 0 else {
      return ["Nothing is recorded in this period: the agent did not run, or its history does not reach back so far."]
    }
    return [sun, mining, battery, limits, coverage].compactMap { $0 }
  }

  private var sun: String {
    let energy = report.energy
    let lost = energy.curtailedWh >= 0.05 ? "; another \(Self.wh(energy.curtailedWh)) Wh found the battery full" : ""
    return "The panel gave \(Self.wh(energy.panelWh)) Wh and the rig took \(Self.wh(energy.loadWh)) Wh\(lost)."
  }

  private var mining: String? {
    let shares = report.mining.shares
    guard let mean = report.mining.boardsMean else { return nil }
    let boards = "\(Decimal.fixed(mean, 1)) boards ran on average"
    guard shares.accepted > 0 else { return boards + "; no share was accepted." }
    return "\(boards) and found \(Self.grouped(shares.accepted)) shares, worth about \(Self.coins(shares.reward)) DUCO."
  }

  private var battery: String? {
    guard let before = report.battery.chargeBefore, let after = report.battery.chargeAfter,
      let least = report.battery.chargeLeast
    else { return "The battery's state of charge was not known." }
    return
      "The battery went from \(Self.percent(before)) to \(Self.percent(after)) and was never below \(Self.percent(least))."
  }

  /// "Most of the time …": what limited the rig.
  var limits: String? {
    let limits = report.limits.filter { $0.share != nil }
    let all = report.limits.reduce(0) { $0 + $1.hours }
    guard all > 0 else { return nil }
    let free = 1 - limits.reduce(0) { $0 + $1.hours } / all
    guard !limits.isEmpty else { return "Every board ran all the time." }
    let list = limits.prefix(5).map { "\($0.words) \(Self.percent($0.share ?? 0))" }.joined(separator: ", ")
    let most =
      free >= 0.005
      ? "All boards ran \(Self.percent(free)) of the time; what limited the rest: " : "What limited the rig: "
    return most + list + "."
  }

  private var coverage: String? {
    let period = report.period
    guard period.recordedHours < period.hours - 0.1 else { return nil }
    let missing = Duration.hours(period.hours - period.recordedHours).brief
    return "For \(missing) nothing is recorded."
  }

  /// Watt-hours with as many decimals as matter.
  static func wh(_ value: Double) -> String {
    let size = value.magnitude
    guard size > 0 else { return "0" }
    return size >= 1000 ? grouped(Int(value.rounded())) : Decimal.fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2)
  }

  /// Coins, the same way.
  static func coins(_ value: Double) -> String {
    let size = value.magnitude
    guard size > 0 else { return "0" }
    return size >= 1000 ? grouped(Int(value.rounded())) : Decimal.fixed(value, size >= 100 ? 0 : size >= 1 ? 2 : 4)
  }

  /// `61 %`; what is there but rounds to nothing is `< 1 %`.
  static func percent(_ share: Double) -> String {
    share > 0 && share < 0.005 ? "<\u{A0}1\u{A0}%" : "\(Decimal.fixed(share * 100, 0))\u{A0}%"
  }

  /// `12 345`, in groups of three with a narrow space.
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, digits.count > 4 { text.append("\u{202F}") }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + text
  }

  /// Large counts in millions.
  static func count(_ number: Int) -> String {
    number < 1_000_000 ? grouped(number) : "\(Decimal.fixed(Double(number) / 1e6, 2))\u{A0}M"
  }

  static func hours(_ hours: Double) -> String {
    hours >= 1000 ? grouped(Int(hours.rounded())) : Decimal.fixed(hours, hours >= 100 ? 0 : 1)
  }

  /// `34 to 91 %`, or a dash when nothing is known.
  static func band(_ low: Double?, _ high: Double?) -> String {
    guard let low, let high else { return "–" }
    return "\(Decimal.fixed(low * 100, 0))–\(Decimal.fixed(high * 100, 0))\u{A0}%"
  }
}
