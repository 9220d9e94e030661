/// The digital comparator behind the ALERT/RDY pin.
///
///     word  bit 4 COMP_MODE  0 traditional, 1 window          bit 2 COMP_LAT  1 latching
///           bit 3 COMP_POL   0 asserted is low, 1 is high      bits 1–0 COMP_QUE  after 1, 2, 4 conversions; 11 off
///
/// Source: Texas Instruments ADS1115, SBAS444E, §8.1.3 and "Digital comparator".
struct ADS1115Comparator: Sendable {
  private var isAsserted = false
  /// Conversions in a row past a threshold.
  private var beyond = 0
  /// Asserted until the result is read.
  private var isLatched = false

  /// A configuration was written: what is off asserts nothing.
  mutating func configured(_ word: UInt16) {
    if Self.queue(word) == nil { self = ADS1115Comparator() }
  }

  /// A latched assertion ends when the result is read.
  mutating func resultWasRead() {
    if isLatched { (isAsserted, isLatched) = (false, false) }
  }

  /// Takes the result of some conversions.
  mutating func take(_ code: Int16, conversions: Int, word: UInt16, low: Int16, high: Int16) {
    guard let queue = Self.queue(word) else { return }
    let isWindow = word & 1 << 4 != 0
    guard code > high || isWindow && code < low else {
      beyond = 0
      let isReleased = isWindow || code < low
      if isReleased, !isLatched { isAsserted = false }
      return
    }
    beyond += conversions
    guard beyond >= queue else { return }
    isAsserted = true
    isLatched = word & 1 << 2 != 0
  }

  /// Open drain: high is let go.
  func pinIsHigh(_ word: UInt16) -> Bool {
    guard Self.queue(word) != nil else { return true }
    let isActiveHigh = word & 1 << 3 != 0
    return isAsserted == isActiveHigh
  }

  /// Conversions before it asserts; nil is off.
  private static func queue(_ word: UInt16) -> Int? { [1, 2, 4, nil][Int(word & 3)] }
}
