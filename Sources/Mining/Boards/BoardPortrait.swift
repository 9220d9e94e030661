public import Bus
internal import Units

/// Everything a board tells of itself, asked by hand.
///
///     S → status   K → abilities   I → id   HEALTH … 6 ms … HEALTH → health
///
/// The first HEALTH orders a measurement of the supply, the second brings it. Source: doc/protocols/minipro.md, 2, 5, 8.
public struct BoardPortrait: Sendable, Hashable {
  /// What it runs.
  public enum Firmware: Sendable, Hashable {
    /// This project's own.
    case akkurat(BoardAbilities, BoardHealth)
    /// The original family, with the three characters of its status; an ATtiny85 of it tells no chip id.
    case classic(status: String)
  }

  /// Where it answers.
  public let address: I2CAddress
  /// What it runs.
  public let firmware: Firmware
  /// What it calls itself.
  public let chip: ChipID?

  private static let measuringTime: Duration = .milliseconds(6)
  private static let identityTime: Duration = .milliseconds(1)

  /// Asks; a dozen transactions at most.
  public init(of address: I2CAddress, over line: BoardLine) throws(BoardServiceFailure) {
    self.address = address
    // Before the probe, whose K takes version letter and C away. A status is text: the probe sees to that.
    let status = try line.serving(address) { () throws(BusError) in
      try line.query(Array("S".utf8), count: 3, at: address)
    }
    switch try line.finding(at: address) {
    case .classic(isBusy: true): throw .busy(address)
    case .classic: firmware = .classic(status: String(decoding: status, as: UTF8.self))
    case .akkurat: firmware = try Self.own(address, line)
    case .unknown(let reply): throw .notABoard(address, reply: reply)
    }
    chip = try Self.chip(address, line)
  }

  private static func own(_ address: I2CAddress, _ line: BoardLine) throws(BoardServiceFailure) -> Firmware {
    let frame = AkkuratFrame(address: address)
    let order = frame.bytes(.health)
    let capabilities = try payload(AkkuratFrame.capabilities, AkkuratFrame.capabilitiesLength, frame, line)
    _ = try payload(order, AkkuratFrame.healthLength, frame, line)
    line.pause(measuringTime)
    let health = try payload(order, AkkuratFrame.healthLength, frame, line)
    guard let abilities = BoardAbilities(capabilities), let health = BoardHealth(health) else {
      throw .garbled(address)
    }
    return .akkurat(abilities, health)
  }

  /// A query whose reply is checked; asked again twice when it is disturbed.
  private static func payload(
    _ order: [UInt8], _ count: Int, _ frame: AkkuratFrame, _ line: BoardLine
  ) throws(BoardServiceFailure) -> [UInt8] {
    for _ in 0..<3 {
      let reply = try line.serving(frame.address) { () throws(BusError) in
        try line.query(order, count: count, at: frame.address)
      }
      if let payload = frame.payload(reply) { return payload }
    }
    throw .garbled(frame.address)
  }

  private static func chip(_ address: I2CAddress, _ line: BoardLine) throws(BoardServiceFailure) -> ChipID? {
    for _ in 0..<3 {
      let reply = try line.serving(address) { () throws(BusError) in
        try line.write(Array("I".utf8), to: address)
        line.pause(identityTime)
        return try line.read(ClassicReply.identityLength, from: address)
      }
      switch ClassicReply.identity(reply) {
      case .chip(let chip): return chip
      case .none: return nil
      case .mixed: continue
      }
    }
    throw .shared(address)
  }
}
