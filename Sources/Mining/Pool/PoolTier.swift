/// A difficulty tier by the exact upper-case name a JOB asks for. An unknown name would get the hardest jobs.
public enum PoolTier: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// Mini Pro and other 8-bit boards, up to about 380 H/s.
  case avr = "AVR"
  /// Above 380 H/s.
  case mega = "MEGA"
  /// Above 550 H/s.
  case arm = "ARM"
  /// Above 1000 H/s.
  case due = "DUE"
  /// ESP8266 of old miners.
  case esp8266 = "ESP8266"
  /// ESP8266 of present miners.
  case esp8266h = "ESP8266H"

  /// The tier the pool moves to when a rate is too high for this one; nil at the end.
  public var harder: PoolTier? { Self.allCases.firstIndex(of: self).flatMap { Self.allCases[after: $0] } }

  /// The tier the pool moves to when a rate is too low for this one; nil at the end and for the ESP8266 base tier.
  public var easier: PoolTier? {
    guard self != .esp8266, let place = Self.allCases.firstIndex(of: self), place > 0 else { return nil }
    return Self.allCases[place - 1]
  }

  /// The tier that fits a hash rate, as the official clients choose: > 1000 DUE, > 550 ARM, > 380 MEGA, else AVR.
  public init(fitting hashesPerSecond: Double) {
    switch hashesPerSecond {
    case 1000.nextUp...: self = .due
    case 550.nextUp...: self = .arm
    case 380.nextUp...: self = .mega
    default: self = .avr
    }
  }

  /// The name as sent.
  public var description: String { rawValue }
}

extension Array {
  fileprivate subscript(after index: Int) -> Element? { index + 1 < count ? self[index + 1] : nil }
}
