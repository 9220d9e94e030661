/// A board that is always powered. It is left idle instead of being switched off, and draws its idle current.
public struct NoSwitch: PowerSwitch {
  /// Nothing to set up.
  public init() {}
  public var identity: String { "no switch" }
  public var afterDeath: SwitchAfterDeath { .nothing }
  public func turn(on: Bool) throws(SwitchError) {}
}
