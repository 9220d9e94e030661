public import Units

/// What all workers of a rig share.
public struct PoolFleetSettings: Sendable, Hashable {
  /// Who is paid.
  public var account: PoolAccount
  /// The rig's name in the wallet.
  public var rig: String
  /// Program and version, as the pool lists them.
  public var software = "Akkurat 0.1.0"
  /// Groups the rig's workers in the wallet; drawn once per process from 0...2811 when nil.
  public var walletID: Int?
  /// Ask for the next job right after a share.
  public var isPipelining = false
  /// Shares a minute and connection never exceeded.
  public var sharesPerMinute = 68
  /// Ask for the message of the day once.
  public var asksForMessageOfTheDay = true
  /// Connections at once; the pool allows an account 50 in all.
  public var maximumConnections = 50
  /// Wait for a TCP connection.
  public var connectTimeout: Duration = .seconds(10)
  /// Between two connections that open together; up to half as much again by chance.
  public var stagger: Duration = .milliseconds(250)
  /// Tries of one worker and of all of them during an outage.
  public var backoff = Backoff()
  /// Out of reach for this long: the agent is told to switch the boards off.
  public var downAfter: Duration = .seconds(120)
  /// A limit learnt from "Too many workers" rises by one after this.
  public var limitRelaxesAfter: Duration = .seconds(600)
  /// The time limits of each session.
  public var times = PoolTimes()

  /// Settings with the usual limits.
  public init(account: PoolAccount, rig: String) {
    self.account = account
    self.rig = rig
  }
}

/// What the fleet needs to know of one worker.
public struct PoolWorkerSettings: Sendable, Hashable {
  /// The board's identity; constant.
  public var chip: ChipID
  /// The rate expected before the first measured job; also chooses the tier when none is given.
  public var expectedHashRate: HashRate
  /// The tier to start in.
  public var tier: PoolTier
  /// Its own name in the wallet; nil: the rig's.
  public var name: String?

  /// A worker of a board; the tier follows from its rate unless given.
  public init(
    chip: ChipID, expectedHashRate: HashRate = HashRate(195), tier: PoolTier? = nil, name: String? = nil
  ) {
    self.name = name
    self.chip = chip
    self.expectedHashRate = expectedHashRate
    self.tier = tier ?? PoolTier(fitting: expectedHashRate.value)
  }
}
