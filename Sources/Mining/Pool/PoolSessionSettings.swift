public import Units

/// What a session needs to know of its worker. Constant for a connection but for the reading.
public struct PoolSessionSettings: Sendable, Hashable {
  /// Who is paid.
  public var account: PoolAccount
  /// The tier to start in.
  public var tier: PoolTier
  /// Program and version, as the pool lists them.
  public var software: String
  /// The rig's name in the wallet.
  public var rig: String
  /// The board's identity.
  public var chip: ChipID
  /// Groups the rig's workers in the wallet; one for the process.
  public var walletID: Int
  /// The rate expected of the board before the first job is measured.
  public var expectedHashRate: HashRate
  /// Ask for the next job right after a share instead of after its verdict: saves one of two round trips.
  public var isPipelining = false
  /// Shares a minute never exceeded.
  public var sharesPerMinute = 68
  /// Ask for the message of the day first; once per process is enough.
  public var asksForMessageOfTheDay = false
  /// The time limits.
  public var times = PoolTimes()

  /// Settings with the usual limits. Texts are reduced to the characters that the pool keeps.
  public init(
    account: PoolAccount, tier: PoolTier, software: String, rig: String, chip: ChipID, walletID: Int,
    expectedHashRate: HashRate
  ) {
    self.account = account
    self.tier = tier
    self.software = PoolShare.keeping(software)
    self.rig = PoolShare.keeping(rig)
    self.chip = chip
    self.walletID = walletID
    self.expectedHashRate = expectedHashRate
  }
}
