import Testing
import Units

@Suite("Quantities")
struct QuantityTests {
  @Test("a quantity is read with its unit, in any accepted prefix, with or without a blank")
  func reading() throws {
    #expect(try Volts(parsing: "11.8 V") == Volts(11.8))
    #expect(try Volts(parsing: "11.8V") == Volts(11.8))
    #expect(try Volts(parsing: " 250 mV ") == Volts(0.25))
    #expect(try Ohms(parsing: "0.1 ohm") == Ohms(0.1))
    #expect(try Ohms(parsing: "100 kΩ") == Ohms(100_000))
    #expect(try AmpHours(parsing: "2400 mAh") == AmpHours(2.4))
    #expect(try Celsius(parsing: "-5 °C") == Celsius(-5))
    #expect(try StateOfCharge(parsing: "20 %") == StateOfCharge(0.2))
    #expect(try Span(parsing: "2 h").duration == .seconds(7200))
    #expect(try Hertz(parsing: "100 kHz") == Hertz(100_000))
  }

  @Test("a bare number is an error that names an example")
  func bareNumber() {
    #expect(throws: QuantityError.missingUnit(text: "11.8", noun: "a voltage", example: "11.8 V")) {
      try Volts(parsing: "11.8")
    }
    #expect(QuantityError.missingUnit(text: "6", noun: "a charge", example: "6 Ah").description.contains("\"6 Ah\""))
  }

  @Test("a unit of something else is an error that lists the right ones", arguments: ["6 V", "6 ah", "6 Wh", "6 mAH"])
  func wrongUnit(text: String) {
    #expect { try AmpHours(parsing: text) } throws: { error in
      "\(error)".contains("Ah, mAh")
    }
  }

  @Test("what is no number is an error", arguments: ["", "V", "abc V", "1.2.3 V", "--1 V", "nan V", "inf V"])
  func noNumber(text: String) {
    #expect(throws: QuantityError.self) { try Volts(parsing: text) }
  }

  @Test("print and read again is the same", arguments: [0, 0.0125, -3.3, 11.8, 76.8, 12345.6789])
  func roundTrip(value: Double) throws {
    #expect(try Volts(parsing: Volts(value).description) == Volts(value))
    #expect(try WattHours(parsing: WattHours(value).description) == WattHours(value))
  }

  @Test("physics crosses from one quantity to another, nothing else does")
  func physics() {
    #expect(Volts(12) * Amps(2) == Watts(24))
    #expect(Watts(24) * Duration.seconds(1800) == WattHours(12))
    #expect(Amps(2) * Duration.seconds(1800) == AmpHours(1))
    #expect(Volts(0.1) / Ohms(0.1) == Amps(1))
    #expect(WattHours(12) / Watts(24) == Duration.seconds(1800))
    #expect(AmpHours(6) * Volts(12.8) == WattHours(76.80000000000001))
  }

  @Test("numbers are printed without exponent and without locale")
  func printing() {
    #expect(Decimal.fixed(12.345, 2) == "12.35")
    #expect(Decimal.fixed(-0.001, 2) == "0.00")
    #expect(Decimal.fixed(0.05, 1) == "0.1")
    #expect(Decimal.fixed(1e6, 0) == "1000000")
    #expect(Decimal.short(6) == "6")
    #expect(Decimal.fixed(.nan, 2) == "nan")
    #expect(StateOfCharge(0.6149).description == "61.5 %")
  }
}
