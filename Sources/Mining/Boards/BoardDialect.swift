public import Units

/// Which language a board speaks. Configured and checked by the first conversation, never guessed from an address.
public enum BoardDialect: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// ATmega328P of the original rig: letters, hashes in two halves.
  case classic
  /// ATtiny85 of the same family: hashes in three parts, no chip id.
  case classic85
  /// JK-Rolling's family: one byte a transaction, job as a text line.
  case stream

  /// The hash rate to expect before a board was measured, at 16 MHz.
  public var expectedHashRate: HashRate {
    switch self {
    case .classic: HashRate(195)
    case .classic85: HashRate(180)
    case .stream: HashRate(335)
    }
  }

  public var description: String { rawValue }
}
