/// What the health reply counts and remembers.
public struct Counters: Sendable {
  /// Supply in mV; 0 = not measured yet.
  public var supply: UInt16 = 0
  /// Bits 0–3 of MCUSR at reset; 0 when a boot loader hid them.
  public var resetCause: UInt8 = 0
  /// Watchdog resets since power-on, saturating.
  public var watchdogResets: UInt8 = 0
  /// H/s of the last search; 0 = none yet.
  public var rate: UInt16 = 0
  /// Searches ended since reset; wraps.
  public var searches: UInt16 = 0
  /// Frames refused since reset, saturating.
  public var refusals: UInt8 = 0
  /// The last of them.
  public var lastRefusal: Refusal = .none
  /// Illegal START or STOP seen since reset, saturating.
  public var busErrors: UInt8 = 0

  /// Everything zero.
  public init() {}

  mutating func count(_ refusal: Refusal) {
    lastRefusal = refusal
    if refusals < 255 { refusals &+= 1 }
  }

  mutating func countBusError() {
    if busErrors < 255 { busErrors &+= 1 }
  }
}
