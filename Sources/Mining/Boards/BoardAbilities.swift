/// What a board with the project's own firmware says it can do. Source: doc/protocols/minipro.md, section 2.
public struct BoardAbilities: Sendable, Hashable {
  /// Of the dialect.
  public let revision: Int
  /// Of the firmware: `1.0`.
  public let version: String
  /// In words, in the order of the bits.
  public let features: [String]
  /// Its clock in MHz.
  public let megahertz: Int
  /// Up to this difficulty the fast kernel serves.
  public let fastDifficulty: Int

  private static let names = [
    "packed jobs", "abort", "sleep", "supply voltage", "reset cause", "watchdog", "serial console",
  ]

  /// Ten bytes whose checksum was right.
  init?(_ payload: [UInt8]) {
    guard payload.count == 10, payload.prefix(3) == [0x41, 0x4B, 0x4B] else { return nil }
    revision = Int(payload[3])
    version = "\(payload[4]).\(payload[5])"
    features = Self.names.enumerated().filter { payload[6] >> $0.offset & 1 == 1 }.map(\.element)
    megahertz = Int(payload[7])
    fastDifficulty = AkkuratReport.number(payload[8...9])
  }
}
