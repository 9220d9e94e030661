public import Bus
public import Units

/// What the configuration says of a board.
public struct BoardDescription: Sendable, Hashable {
  /// Its name.
  public var id: BoardID
  /// Where it answers.
  public var address: I2CAddress
  /// How it speaks.
  public var dialect: BoardDialect
  /// The chip id to report for a board that cannot tell its own; made of the name when nil.
  public var chip: ChipID?
  /// The rate expected before it was measured; the dialect's when nil.
  public var expectedHashRate: HashRate?
  /// Answers are held back so that the board's effective rate stays below this; nil for no limit.
  public var rateLimit: HashRate?
  /// From its supply to its first transaction; ``BoardPolicy/settlingTime`` when nil.
  public var settlingTime: Duration?

  /// A board with the rate limit that is usual for its dialect.
  public init(
    id: BoardID, address: I2CAddress, dialect: BoardDialect, chip: ChipID? = nil, expectedHashRate: HashRate? = nil
  ) {
    self.id = id
    self.address = address
    self.dialect = dialect
    self.chip = chip
    self.expectedHashRate = expectedHashRate
    self.rateLimit = dialect.usualRateLimit
  }
}
