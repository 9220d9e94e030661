public import Units

/// Which language a board speaks. Configured and checked by the first conversation, never guessed from an address.
public enum BoardDialect: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// ATmega328P of the original rig: letters, hashes in two halves.
  case classic
  /// ATtiny85 of the same family: hashes in three parts, no chip id.
  case classic85
  /// JK-Rolling's family: one byte a transaction, job as a text line.
  case stream
  /// The project's own firmware: binary frames with checksums, abort, sleep, health.
  case akkurat

  /// The hash rate to expect before a board was measured, at 16 MHz.
  public var expectedHashRate: HashRate {
    switch self {
    case .classic: HashRate(195)
    case .classic85: HashRate(180)
    case .stream: HashRate(335)
    case .akkurat: HashRate(3500)
    }
  }

  /// The rate that the pool's tier for Mini Pros bears. A faster board works, sleeps, and its answer is held back: the
  /// pool moves a connection that reports more than about 380 H/s to a harder tier (pool protocol page, tiers).
  public var usualRateLimit: HashRate? {
    switch self {
    case .classic85, .stream: nil
    // This project's firmware speaks `classic`, too, and is as fast there.
    case .classic, .akkurat: HashRate(330)
    }
  }

  public var description: String { rawValue }
}
