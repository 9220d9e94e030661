public import Units

/// The voltages of the protection stages, lowest first: shutdown ≤ floor ≤ shed ≤ hold < resume ≤ full.
public struct ProtectionVoltages: Sendable, Hashable {
  /// The raw voltage below which the host powers down.
  public var shutdown: Volts
  /// The raw voltage below which nothing runs, at once. Nothing overrides it.
  public var floor: Volts
  /// Rest voltage below which boards are taken off one by one.
  public var shed: Volts
  /// Rest voltage below which nothing is started.
  public var hold: Volts
  /// The voltage that must hold before anything runs again after the floor was hit.
  public var resume: Volts
  /// Rest voltage of a full battery, for the policy by voltage alone.
  public var full: Volts

  /// Thresholds; the defaults are those of four LiFePO4 cells.
  public init(
    shutdown: Volts = Volts(11.2), floor: Volts = Volts(11.6), shed: Volts = Volts(12.0), hold: Volts = Volts(12.4),
    resume: Volts = Volts(12.8), full: Volts = Volts(13.4)
  ) {
    self.shutdown = shutdown
    self.floor = floor
    self.shed = shed
    self.hold = hold
    self.resume = resume
    self.full = full
  }

  /// What is contradictory, each as a full sentence; empty when the order is right.
  public var contradictions: [String] {
    let order = [
      ("shutdown", shutdown, "floor", floor, false), ("floor", floor, "shed", shed, false),
      ("shed", shed, "hold", hold, false), ("hold", hold, "resume", resume, true),
      ("resume", resume, "full", full, false),
    ]
    return order.compactMap { low, lower, high, upper, strictly in
      guard strictly ? lower >= upper : lower > upper else { return nil }
      return "The \(low) voltage (\(lower)) must be \(strictly ? "below" : "at most") the \(high) voltage (\(upper)); "
        + "raise \(high) or lower \(low)."
    }
  }
}
