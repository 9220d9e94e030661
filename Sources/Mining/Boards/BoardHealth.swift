public import Units

/// What a board with the project's own firmware tells of itself. Source: doc/protocols/minipro.md, section 5.
public struct BoardHealth: Sendable, Hashable {
  /// Its supply, ±10 % (bandgap, uncalibrated); nil before it was measured.
  public let supply: Volts?
  /// Why it last started.
  public let resetCause: ResetCause
  /// Resets by its watchdog since power-on, saturating at 255.
  public let watchdogResets: Int
  /// The rate of its last search, set-up included; nil before one.
  public let hashRate: HashRate?
  /// Frames it refused since its reset, saturating at 255.
  public let refusedFrames: Int
  /// Disturbed starts and stops on the bus since its reset, saturating at 255.
  public let busErrors: Int

  /// The last reset was a brown-out.
  public var wasBrownOut: Bool { resetCause.contains(.brownOut) }

  /// Thirteen bytes whose checksum was right.
  init?(_ payload: [UInt8]) {
    guard payload.count == 13, payload[0] == 0x48 else { return nil }
    let millivolts = AkkuratReport.number(payload[1...2])
    let rate = AkkuratReport.number(payload[5...6])
    supply = millivolts > 0 ? Volts(Double(millivolts) / 1000) : nil
    resetCause = ResetCause(rawValue: payload[3])
    watchdogResets = Int(payload[4])
    hashRate = rate > 0 ? HashRate(Double(rate)) : nil
    refusedFrames = Int(payload[9])
    busErrors = Int(payload[11])
  }
}
