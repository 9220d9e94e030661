import Power
import Testing
import Units

@Suite("Battery descriptions, tables and logs")
struct BatteryDescriptionTests {
  @Test("chemistry, cells and capacity are read from three words")
  func words() throws {
    let battery = try BatteryDescription(parsing: "lead-agm 6s 7Ah")
    #expect(battery.chemistry == .leadAGM)
    #expect(battery.cells == 6)
    #expect(battery.nameplate == AmpHours(7))
    #expect(try BatteryDescription(parsing: "nimh 4s 2400 mAh").nameplate.value == 2.4)
  }

  @Test("what is wrong is named")
  func wrong() {
    #expect(throws: BatteryDescriptionError.shape("lifepo4")) { try BatteryDescription(parsing: "lifepo4") }
    #expect(throws: BatteryDescriptionError.chemistry("lifpo4")) { try BatteryDescription(parsing: "lifpo4 4s 6Ah") }
    #expect(throws: BatteryDescriptionError.cells("4")) { try BatteryDescription(parsing: "lifepo4 4 6Ah") }
    #expect(throws: BatteryDescriptionError.capacity("6V")) { try BatteryDescription(parsing: "lifepo4 4s 6V") }
  }

  @Test("every built-in table rises, and leads there and back", arguments: Chemistry.allCases)
  func tables(chemistry: Chemistry) {
    let table = ChemistryTable.builtIn(chemistry)
    for percent in stride(from: 5.0, through: 95, by: 5) {
      let soc = StateOfCharge(percent / 100)
      let there = table.restVoltagePerCell(at: soc, temperature: Celsius(10))
      let back = table.soc(restVoltagePerCell: there, temperature: Celsius(10))
      #expect((back.value - soc.value).magnitude < 0.002)
    }
    #expect(table.limits.absoluteFloor < table.limits.resume)
    #expect(table.limits.resume < table.limits.full)
  }

  @Test("a measured table must rise")
  func measured() {
    #expect(throws: TraceError.missingColumn("soc", heading: "a,b")) { try VoltageCurve(table: "a,b\n1,2") }
    #expect(throws: TraceError.self) { try VoltageCurve(table: "soc,ocv_v_per_cell\n0,3\n0.5,2.9\n1,3.2") }
    #expect(throws: TraceError.notANumber(line: 3, column: "soc", text: "x")) {
      try VoltageCurve(table: "soc,ocv_v_per_cell\n0,3\nx,3.1")
    }
  }

  @Test("missing values in a log are missing, other text is an error with its line")
  func log() throws {
    var reader = try BatteryTraceReader(heading: "t_s,extra,voltage_meas_v,current_meas_a,temperature_c")
    let row = try reader.read("30,?,12.5,0.25,")
    #expect(row.sample?.voltage == Volts(12.5))
    #expect(row.sample?.current == Amps(-0.25))
    #expect(row.sample?.temperature == nil)
    #expect(try reader.read("60,?,nan").sample?.voltage == nil)
    #expect(throws: TraceError.notANumber(line: 4, column: "voltage_meas_v", text: "high")) {
      try reader.read("90,?,high,0,20")
    }
  }

  @Test("gzip is unpacked, and damage is found")
  func gzip() throws {
    // printf 'akkurat\n' | gzip -n
    let packed: [UInt8] = [
      0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0x4B, 0xCC, 0xCE, 0x2E, 0x2D, 0x4A, 0x2C, 0xE1, 0x02, 0x00, 0x99, 0x6B,
      0x76, 0x80, 0x08, 0, 0, 0,
    ]
    #expect(String(decoding: try Gunzip.unpack(packed), as: UTF8.self) == "akkurat\n")
    var damaged = packed
    damaged[12] ^= 4
    #expect(throws: GunzipError.self) { try Gunzip.unpack(damaged) }
    #expect(throws: GunzipError.cutShort) { try Gunzip.unpack(Array(packed.prefix(20))) }
    #expect(throws: GunzipError.notGzip) { try Gunzip.unpack([UInt8](repeating: 0, count: 40)) }
  }
}
