public import Bus

/// Asks one address whether a board of the `classic` family lives there. It writes: only for addresses that are known to
/// be boards or that the owner named, because a write meant for a board switches the outputs of an expander.
///
///     S addr W A  'S' A  Sr addr R A  state A  version A  command N  P
///     S addr W A  'K' A  Sr addr R A  11 bytes N  P                      (only when the first answer was a board's)
public enum BoardProbe {
  /// What answered.
  public enum Finding: Sendable, Hashable {
    /// A board with this project's firmware.
    case akkurat
    /// A board of the original family, and whether it searches at this moment.
    case classic(isBusy: Bool)
    /// Something acknowledges but does not speak like such a board; a `stream` board is one of them.
    case unknown([UInt8])
  }

  /// Asks; two transactions at most, under 3 ms at 100 kHz.
  public static func ask(_ address: I2CAddress, on bus: any I2CBus) throws(BusError) -> Finding {
    let reply = try bus.query([UInt8(ascii: "S")], count: 3, at: address)
    guard let status = ClassicStatus(reply) else { return .unknown(reply) }
    guard !status.isBusy else { return .classic(isBusy: true) }
    let length = AkkuratFrame.capabilitiesLength
    let capabilities = try bus.query(AkkuratFrame.capabilities, count: length, at: address)
    let payload = AkkuratFrame(address: address).payload(capabilities)
    return payload?.starts(with: [0x41, 0x4B, 0x4B]) == true ? .akkurat : .classic(isBusy: false)
  }
}
