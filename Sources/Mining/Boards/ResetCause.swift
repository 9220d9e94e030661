/// Why a board's chip last started, as its register MCUSR says. Source: ATmega328P data sheet, section 11.9.1;
/// doc/protocols/minipro.md, section 5.
public struct ResetCause: OptionSet, Sendable, Hashable, CustomStringConvertible {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The supply came.
  public static let powerOn = ResetCause(rawValue: 1)
  /// The reset line was pulled.
  public static let line = ResetCause(rawValue: 2)
  /// The supply broke down.
  public static let brownOut = ResetCause(rawValue: 4)
  /// The firmware hung, or restarted itself.
  public static let watchdog = ResetCause(rawValue: 8)

  /// In words; a boot loader may have cleared the register.
  public var description: String {
    let names: [(ResetCause, String)] = [
      (.powerOn, "power-on"), (.line, "reset line"), (.brownOut, "brown-out"), (.watchdog, "watchdog"),
    ]
    let words = names.filter { contains($0.0) }.map(\.1)
    return words.isEmpty ? "hidden by the boot loader" : words.joined(separator: ", ")
  }
}
