/// The configuration register of the INA219.
///
///     15  14 13   12 11 10   7 6    3 2   0
///     RST –  BRNG PG    BADC   SADC   MODE
///
/// Source: SBOS448G §8.6.2.1, tables 4 to 6.
struct INA219Configuration: Sendable, Hashable {
  /// Resolution or averaging of one converter.
  struct ADC: Sendable, Hashable {
    /// Four bits: 0–3 are 9 to 12 bits, 8–15 are 1 to 128 samples of 12 bits.
    let code: UInt16

    init(code: UInt16) { self.code = code & 8 == 0 ? code & 3 : code }

    /// Seconds (table 5).
    var time: Double {
      switch code {
      case 0: 84e-6
      case 1: 148e-6
      case 2: 276e-6
      case 3, 8: 532e-6
      case 9: 1.06e-3
      case 10: 2.13e-3
      case 11: 4.26e-3
      case 12: 8.51e-3
      case 13: 17.02e-3
      case 14: 34.05e-3
      default: 68.10e-3
      }
    }

    var samples: Double { code < 8 ? 1 : Double(1 << (code - 8)) }

    /// Whole steps of the register within ±limit; fewer bits make coarser steps.
    func quantise(_ steps: Double, limit: Int) -> Int {
      let coarse = code < 3 ? Double(8 >> code) : 1
      return Int(min(Double(limit), max(-Double(limit), (steps / coarse).rounded() * coarse)))
    }
  }

  let word: UInt16

  init(word: UInt16) { self.word = word & 0x3FFF }

  static let powerOn = INA219Configuration(word: 0x399F)

  var busADC: ADC { ADC(code: word >> 7 & 15) }
  var shuntADC: ADC { ADC(code: word >> 3 & 15) }
  /// Steps of 10 µV: ±40, 80, 160 or 320 mV.
  var shuntLimit: Int { 4000 << Int(word >> 11 & 3) }
  /// Steps of 4 mV: 16 or 32 V.
  var busLimit: Int { word & 0x2000 == 0 ? 4000 : 8000 }
  private var mode: UInt16 { word & 7 }
  var continuous: Bool { mode >= 5 }
  var convertsShunt: Bool { mode & 1 != 0 }
  var convertsBus: Bool { mode & 2 != 0 }
  var converts: Bool { convertsShunt || convertsBus }
  /// Seconds for one round.
  var conversionTime: Double { (convertsShunt ? shuntADC.time : 0) + (convertsBus ? busADC.time : 0) }
}
