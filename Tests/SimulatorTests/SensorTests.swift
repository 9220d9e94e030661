import Bus
import Simulator
import Testing
import Units

@Suite("Measuring chips on the wire")
struct SensorTests {
  private func bench(
    _ sensors: [SensorDescription], faults: [Fault] = [], charge: Double = 0.6, panel: Double = 10
  ) -> Bench {
    let world = WorldDescription(
      panel: PanelDescription(peak: Watts(panel)),
      battery: .lithiumIronPhosphate4S(startingCharge: StateOfCharge(charge)))
    return Bench(RigDescription(world: world, sensors: sensors, boards: [], faults: faults))
  }

  private let ideal = SensorDescription(.ina219(.battery, shunt: Ohms(0.1)), address: 0x40)

  private func register(_ number: UInt8, _ bench: Bench, _ address: I2CAddress = 0x40) -> Int {
    let bytes = bench.transfer(address, .write([number]), .read(count: 2)) ?? [0, 0]
    return Int(bytes[0]) << 8 | Int(bytes[1])
  }

  private func signed(_ value: Int) -> Int { value > 32767 ? value - 65536 : value }

  @Test("INA219: the registers after power-on are those of the data sheet")
  func powerOn() {
    let bench = bench([ideal])
    bench.transfer(0x40, .write([0]), .read(count: 2))
    bench.transfer(0x40, .write([5]), .read(count: 2))
    #expect(bench.taken() == ["40 W 00 R2 → 39 9f", "40 W 05 R2 → 00 00"])
  }

  @Test("INA219: shunt voltage in steps of 10 µV, bus voltage in steps of 4 mV above three flag bits")
  func scale() {
    let bench = bench([ideal])
    bench.wait(.seconds(10))
    let truth = bench.rig.world.electrical()
    #expect(abs(Double(signed(register(1, bench))) * 10e-6 / 0.1 - truth.batteryCurrent.value) < 0.0001)
    let bus = register(2, bench)
    #expect(abs(Double(bus >> 3) * 4e-3 - truth.battery.value) < 0.012)
    #expect(bus & 0b11 == 0b10)
  }

  @Test("INA219: current and power follow the calibration; reading the power clears conversion-ready")
  func calibration() {
    let bench = bench([ideal])
    // 0.1 ohm and 100 µA a step: 0.04096 / (100e-6 · 0.1) = 4096; a power step is 2 mW.
    bench.transfer(0x40, .write([5, 0x10, 0x01]))
    bench.wait(.seconds(1))
    #expect(register(5, bench) == 4096)
    #expect(signed(register(4, bench)) == signed(register(1, bench)))
    bench.wait(.milliseconds(10))
    let truth = bench.rig.world.electrical()
    let watts = -truth.battery.value * truth.batteryCurrent.value
    #expect(abs(Double(register(3, bench)) * 0.002 - watts) < 0.005)
    #expect(register(2, bench) & 2 == 0)
    bench.wait(.milliseconds(2))
    #expect(register(2, bench) & 2 == 2)
  }

  @Test("INA219: the PGA clips the shunt voltage, and a current out of range sets overflow")
  func clipping() {
    let bench = bench([SensorDescription(.ina219(.battery, shunt: Ohms(1)), address: 0x40)])
    bench.transfer(0x40, .write([0, 0x21, 0x9F]))
    bench.wait(.seconds(1))
    #expect(signed(register(1, bench)) == -4000)
    bench.transfer(0x40, .write([5, 0xFF, 0xFE]))
    #expect(register(2, bench) & 1 == 1)
  }

  @Test("INA219: a triggered conversion happens once, powered down nothing changes, the reset bit restores all")
  func modes() {
    let bench = bench([ideal])
    bench.wait(.seconds(1))
    bench.transfer(0x40, .write([0, 0x39, 0x98]))
    let held = register(2, bench) >> 3
    bench.wait(.seconds(5))
    #expect(register(2, bench) == held << 3)
    bench.transfer(0x40, .write([0, 0x39, 0x9B]))
    bench.wait(.milliseconds(2))
    #expect(register(2, bench) & 2 == 2)
    bench.transfer(0x40, .write([0, 0x80, 0x00]))
    #expect(register(0, bench) == 0x399F)
  }

  @Test("ADS1115: a single shot takes one conversion time, then the result is signed and scaled by the PGA")
  func singleShot() {
    let chip = SensorDescription(.ads1115([.battery(divider: 0.18)]), address: 0x48)
    let bench = bench([chip])
    #expect(register(1, bench, 0x48) == 0x8583)
    // AIN0 to ground, ±4.096 V, single shot, 128 samples a second.
    bench.transfer(0x48, .write([1, 0xC3, 0x83]))
    #expect(register(1, bench, 0x48) & 0x8000 == 0)
    #expect(register(0, bench, 0x48) == 0)
    bench.wait(.milliseconds(8))
    #expect(register(1, bench, 0x48) & 0x8000 == 0x8000)
    let volts = Double(signed(register(0, bench, 0x48))) * 4.096 / 32768
    #expect(abs(volts / 0.18 - bench.rig.world.electrical().battery.value) < 0.002)
  }

  @Test("ADS1115: differential inputs, full scale and the thermistor")
  func inputs() {
    let chip = SensorDescription(
      .ads1115([
        .ground, .battery(divider: 0.18), .thermistor(at25: Ohms(10_000), beta: 3950, pullUp: Ohms(10_000)),
      ]), address: 0x48)
    let bench = bench([chip])
    bench.transfer(0x48, .write([1, 0x83, 0xE3]))
    bench.wait(.milliseconds(5))
    #expect(signed(register(0, bench, 0x48)) < -15000)
    bench.transfer(0x48, .write([1, 0xDB, 0xE3]))
    bench.wait(.milliseconds(5))
    #expect(register(0, bench, 0x48) == 0x7FFF)
    bench.transfer(0x48, .write([1, 0xE3, 0xE3]))
    bench.wait(.milliseconds(5))
    // 10 kohm at 25 °C is 13.9 kohm at 18 °C: 1.918 V of 3.3 V.
    #expect(abs(Double(register(0, bench, 0x48)) * 4.096 / 32768 - 1.918) < 0.02)
  }

  @Test("A frozen sensor repeats itself, one at the rail shows full scale, an open one nothing, a dead one is silent")
  func faults() {
    var noisy = ideal
    noisy.errors = SensorErrors(noise: Volts(100e-6))
    let bench = bench(
      [noisy],
      faults: [
        Fault(.frozenSensor, from: .seconds(100), until: .seconds(200)),
        Fault(.sensorRail, from: .seconds(200), until: .seconds(300)),
        Fault(.sensorOpen, from: .seconds(300), until: .seconds(400)), Fault(.deadSensor, from: .seconds(400)),
      ])
    bench.wait(.seconds(150))
    let frozen = (0..<5).map { _ in
      bench.wait(.seconds(1))
      return register(1, bench)
    }
    #expect(Set(frozen).count == 1)
    bench.wait(.seconds(100))
    #expect(register(1, bench) == 32000 && register(2, bench) >> 3 == 8000)
    bench.wait(.seconds(100))
    #expect(register(1, bench) == 0 && register(2, bench) >> 3 == 0)
    bench.wait(.seconds(100))
    #expect(bench.read(1, of: 0x40) == nil)
  }

  @Test("Noise belongs to the moment: two rigs with one seed read alike, however often one of them looks")
  func noise() {
    var noisy = ideal
    noisy.errors = SensorErrors(noise: Volts(100e-6))
    let (first, second) = (bench([noisy]), bench([noisy]))
    var seen: Set<Int> = []
    for _ in 0..<20 {
      for _ in 0..<4 {
        first.wait(.seconds(0.25))
        seen.insert(register(1, first))
      }
    }
    #expect(seen.count > 5)
    second.wait(first.clock.now - second.clock.now)
    second.wait(.milliseconds(1))
    first.wait(second.clock.now - first.clock.now)
    #expect(register(1, first) == register(1, second))
  }

  @Test("ADS1115: the traditional comparator pulls ALERT below one threshold and lets go above the other")
  func alertPin() {
    let chip = SensorDescription(.ads1115([.battery(divider: 0.2)]), address: 0x48, alertLine: 5)
    let bench = bench([chip])
    let volts = bench.rig.world.electrical().battery.value * 0.2
    #expect(bench.rig.gpio.level(5) == true, "from power-on the comparator is off and the pin is let go")
    func code(_ factor: Double) -> [UInt8] {
      let word = UInt16(volts * factor / 4.096 * 32768) & 0xFFF0
      return [UInt8(word >> 8), UInt8(word & 0xFF)]
    }
    /// AIN0, ±4.096 V, continuous, 8 samples/s, active high, one conversion.
    func watch(low: Double, high: Double) {
      bench.transfer(0x48, .write([2] + code(low)))
      bench.transfer(0x48, .write([3] + code(high)))
      bench.transfer(0x48, .write([1, 0x42, 0x08]))
    }
    watch(low: 0.9, high: 0.95)
    #expect(bench.rig.gpio.level(5) == false, "nothing was converted yet, so nothing is asserted")
    bench.wait(.milliseconds(150))
    #expect(bench.rig.gpio.level(5) == true, "above both: let go")
    watch(low: 0.9, high: 1.1)
    bench.wait(.milliseconds(150))
    #expect(bench.rig.gpio.level(5) == true, "between them nothing changes")
    watch(low: 1.05, high: 1.1)
    bench.wait(.milliseconds(150))
    #expect(bench.rig.gpio.level(5) == false, "below both: pulled")
    watch(low: 0.9, high: 1.1)
    bench.wait(.milliseconds(150))
    #expect(bench.rig.gpio.level(5) == false, "between them nothing changes")
    bench.transfer(0x48, .write([1, 0x42, 0x0B]))
    #expect(bench.rig.gpio.level(5) == true, "switched off it is let go")
    #expect(bench.rig.gpio.edges.map(\.high) == [false, true, false, true])
  }

  @Test("ADS1115: its comparator goes on when nobody can reach it over the bus; active low asserts after four")
  func alertAlone() {
    let chip = SensorDescription(.ads1115([.battery(divider: 0.2)]), address: 0x48, alertLine: 5)
    let bench = bench([chip])
    bench.transfer(0x48, .write([3, 0x10, 0x00]))
    bench.transfer(0x48, .write([1, 0x42, 0x02]))
    bench.rig.faults.inject(Fault(.deadSensor))
    bench.wait(.milliseconds(400))
    #expect(bench.rig.gpio.level(5) == true, "three conversions")
    bench.wait(.milliseconds(200))
    #expect(bench.rig.gpio.level(5) == false, "four")
    #expect(bench.transfer(0x48, .read(count: 2)) == nil)
  }
}
