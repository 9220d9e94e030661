import FirmwareCore
import Testing

@Suite("Small parts of the firmware")
struct PartTests {
  @Test("CRC-8 Dallas/Maxim has its check value, and is 0 over itself")
  func checksum() {
    var check = Crc8()
    for byte in "123456789".utf8 { check.add(byte) }
    #expect(check.value == 0xA1)
    check.add(check.value)
    #expect(check.value == 0)
  }

  @Test("A decimal nonce counts by tens through every length")
  func countsByTens() {
    var nonce = DecimalNonce()
    for value in stride(from: 0, through: 120_000, by: 10) {
      let text = (0..<nonce.length).map { String(UnicodeScalar(nonce.digits[$0])) }.joined()
      #expect(text == String(value))
      nonce.addTen()
    }
  }

  @Test(
    "An outcome gives ms and rate without overflow",
    arguments: [
      (0, 160, 0, 6250), (599, 152_000, 152, 3947), (9_900, 2_500_000, 2500, 3960),
      (6_553_500, 3_700_000_000, 65_535, 1770), (5, 4, 0, 0), (60_000, 17_000_000, 17_000, 3529),
    ])
  func outcome(_ nonce: UInt32, _ microseconds: UInt32, _ milliseconds: UInt16, _ rate: UInt16) {
    let outcome = Outcome(state: .found, nonce: nonce, microseconds: microseconds)
    #expect(outcome.milliseconds == milliseconds)
    #expect(abs(Int(outcome.rate) - Int(rate)) <= max(2, Int(rate) / 100))
  }

  @Test(
    "The bandgap's reading gives the supply; an impossible one gives 0",
    arguments: [
      (225, 5006), (341, 3303), (1023, 1101), (99, 0), (1024, 0),
    ])
  func supply(_ reading: UInt16, _ millivolts: UInt16) {
    #expect(SupplyVoltage.millivolts(reading: reading) == millivolts)
  }

  @Test("A search draws more than waiting, waiting more than power-down, on either board")
  func current() {
    for model in [BoardCurrent.fiveVolts, .threeVolts] {
      #expect(model.active > 4 * model.idle)
      #expect(model.idle * 10 > 1000 * model.powerDownTenths)
    }
  }
}
