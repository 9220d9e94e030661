public import Bus
internal import Units

/// Gives a board another address, and sees to it that the board has it afterwards.
///
/// `classic`: `V` and two digits, up to 49. Own firmware: ADDRESS, checksummed. Either writes it to EEPROM.
/// Source: doc/protocols/minipro.md, sections 7 and 8.
public struct BoardReaddressing: Sendable, Hashable {
  /// From the change until the board answers at its new address and has stored it: 25 ms, doubled.
  private static let settlingTime: Duration = .milliseconds(50)

  /// Old firmware takes a higher address from EEPROM for an empty one and starts at its default.
  private static let lastClassic: UInt8 = 49

  /// Where the board answers.
  public let old: I2CAddress
  /// Where it is to answer.
  public let new: I2CAddress

  /// A change that the I²C specification allows.
  public init(from old: I2CAddress, to new: I2CAddress) throws(BoardServiceFailure) {
    guard old.isUsable else { throw .reserved(old) }
    guard new.isUsable else { throw .reserved(new) }
    guard old != new else { throw .same(old) }
    self.old = old
    self.new = new
  }

  /// Looks whether the change is possible: one board answers at the old address, nobody at the new one. Changes nothing.
  public func check(over line: BoardLine) throws(BoardServiceFailure) -> BoardPortrait {
    guard try !answers(new, line) else { throw .taken(new) }
    let portrait = try BoardPortrait(of: old, over: line)
    if case .classic = portrait.firmware, new.value > Self.lastClassic { throw .tooHigh(new) }
    return portrait
  }

  /// Checks, changes, and checks again by read probes.
  public func perform(over line: BoardLine) throws(BoardServiceFailure) {
    let order = order(for: try check(over: line).firmware)
    // Once: the board obeys at the end of the frame, a second one would find nobody.
    try line.serving(old) { () throws(BusError) in try line.once(order, to: old) }
    line.pause(Self.settlingTime)
    let (newAnswers, oldAnswers) = (try answers(new, line), try answers(old, line))
    guard newAnswers, !oldAnswers else {
      throw .notMoved(from: old, to: new, oldAnswers: oldAnswers, newAnswers: newAnswers)
    }
  }

  private func order(for firmware: BoardPortrait.Firmware) -> [UInt8] {
    switch firmware {
    case .akkurat: AkkuratFrame(address: old).bytes(.address, [new.value])
    case .classic: Array((new.value < 10 ? "V0\(new.value)" : "V\(new.value)").utf8)
    }
  }

  private func answers(_ address: I2CAddress, _ line: BoardLine) throws(BoardServiceFailure) -> Bool {
    try line.serving(address) { () throws(BusError) in try line.acknowledgesRead(at: address) }
  }
}
