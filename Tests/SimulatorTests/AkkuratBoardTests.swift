import Bus
import Simulator
import Testing
import Units

@Suite("A board with the project's own firmware on the wire")
struct AkkuratBoardTests {
  private let address: I2CAddress = 8

  private func bench(faults: [Fault] = []) -> Bench {
    let bench = Bench(
      RigDescription(sensors: [], boards: [.akkurat(label: "board 1", address: 8)], faults: faults))
    bench.wait(.seconds(1))
    return bench
  }

  private func crc(_ bytes: [UInt8]) -> UInt8 {
    var sum: UInt8 = 0
    for byte in bytes {
      sum ^= byte
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0x8C : sum >> 1 }
    }
    return sum
  }

  /// A frame of dialect C: its checksum covers the address byte.
  private func frame(_ bytes: [UInt8]) -> I2CMessage { .write(bytes + [crc([0x10] + bytes)]) }

  private func bytes(_ hexadecimal: String) -> [UInt8] {
    var rest = Substring(hexadecimal)
    var bytes: [UInt8] = []
    while let byte = UInt8(rest.prefix(2), radix: 16), rest.count >= 2 {
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }

  private func start(_ bench: Bench, _ expected: String, tag: UInt8 = 3) {
    bench.transfer(address, frame([0x90] + bytes(Vectors.previous)))
    bench.transfer(address, frame([0xA0 | tag, 10, 0] + bytes(expected)))
  }

  /// State byte, nonce and microseconds of a report whose checksum fits.
  private func report(_ bench: Bench) throws -> (state: UInt8, nonce: Int, microseconds: Int) {
    let reply = try #require(bench.transfer(address, frame([0x80]), .read(count: 10)))
    #expect(crc([0x11] + reply.dropLast()) == reply.last)
    let number = { (from: Int) in (0..<4).reduce(0) { $0 | Int(reply[from + $1]) << (8 * $1) } }
    return (reply[0], number(1), number(5))
  }

  @Test("The capability query names the firmware")
  func capabilities() {
    let bench = bench()
    bench.transfer(address, .write([0x4B]), .read(count: 11))
    let line = "08 W 4b R11 → 41 4b 4b 01 01 00 7f 10 63 00 "
    #expect(bench.taken().first?.hasPrefix(line) == true)
  }

  @Test("A packed job is found after its time at 3,950 H/s and reported with its tag")
  func job() throws {
    let bench = bench()
    start(bench, Vectors.nonce377)
    bench.wait(.milliseconds(50))
    let meanwhile = try report(bench)
    #expect(meanwhile.state == 3 << 5 | 1 && meanwhile.nonce > 100 && meanwhile.nonce < 300)
    bench.wait(.milliseconds(100))
    let done = try report(bench)
    #expect(done.state == 3 << 5 | 2 && done.nonce == 377 && abs(done.microseconds - 95_696) < 10)
  }

  @Test("Nonce 0 is an answer, a hash that is not in range is reported as not found")
  func ends() throws {
    let bench = bench()
    start(bench, Vectors.nonce0)
    bench.wait(.seconds(1))
    #expect(try report(bench) == (3 << 5 | 2, 0, 253))
    start(bench, String(repeating: "5a", count: 20))
    bench.wait(.seconds(1))
    let done = try report(bench)
    #expect(done.state == 3 << 5 | 3 && done.nonce == 1001)
  }

  @Test("A wrong checksum changes nothing, abort stops at once and saves the energy")
  func refusalAndAbort() throws {
    let bench = bench()
    start(bench, Vectors.nonce1000)
    bench.transfer(address, .write([0xB0, 0x00]))
    #expect(try report(bench).state == 3 << 5 | 0x10 | 1)
    let searching = bench.rig.world.electrical().loadCurrent
    bench.transfer(address, frame([0xB0]))
    #expect(try report(bench).state & 15 == 4)
    #expect(bench.rig.world.electrical().loadCurrent < searching)
    #expect(bench.rig.world.boards[0].counters.jobsLost == 1)
  }

  @Test("It speaks dialect A, and no payload ever makes it deaf")
  func dialectA() {
    let bench = bench()
    bench.giveJob()
    bench.send("L\(Vectors.previous.prefix(20))")
    bench.wait(.seconds(1))
    #expect(bench.ask("S", 3) == "C? ")
    #expect(bench.ask("R", 5) == "  377")
    bench.transfer(address, .write(Array(repeating: 0x4C, count: 33)))
    #expect(bench.ask("S", 3)?.hasPrefix("I") != nil)
  }

  @Test("Once it has heard dialect C it powers down after a minute without a job, and wakes with a stretched clock")
  func sleep() {
    let bench = bench()
    let awake = bench.rig.world.electrical().loadCurrent
    _ = bench.ask("S", 3)
    bench.wait(.seconds(70))
    #expect((bench.rig.world.electrical().loadCurrent - awake).magnitude < Amps(0.0001))
    bench.transfer(address, frame([0x80]))
    bench.wait(.seconds(70))
    #expect(bench.rig.world.electrical().loadCurrent < awake - Amps(0.0005))
    let before = bench.clock.now
    #expect(bench.ask("S", 3) == "Ic ")
    #expect((bench.clock.now - before).inSeconds > 0.0015)
    #expect((bench.rig.world.electrical().loadCurrent - awake).magnitude < Amps(0.0001))
  }

  @Test("Its address survives a power cut")
  func storedAddress() throws {
    var board = BoardDescription.akkurat(label: "b", address: 8, switchLine: 4)
    board.bootTime = .milliseconds(70)
    let bench = Bench(RigDescription(sensors: [], boards: [board]))
    let line = try bench.rig.gpio.output(GPIOLine(chip: "gpiochip-sim", offset: 4), initially: true)
    bench.wait(.seconds(1))
    bench.send("V42")
    try line.set(false)
    bench.wait(.seconds(1))
    try line.set(true)
    bench.wait(.seconds(1))
    #expect(bench.read(1) == nil)
    #expect(bench.ask("S", 3, of: 42) == "Ic ")
  }
}
