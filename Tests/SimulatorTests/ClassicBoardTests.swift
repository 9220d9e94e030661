import Bus
import Simulator
import Testing
import Units

@Suite("A classic board on the wire")
struct ClassicBoardTests {
  @Test("A read before any command returns 00 ff ff")
  func freshReply() {
    let bench = Bench(.classic)
    bench.transfer(8, .read(count: 3))
    #expect(bench.taken() == ["08 R3 → 00 ff ff"])
  }

  @Test("The version letter shows after boot and after A, else a question mark")
  func versionLetter() {
    let bench = Bench(.classic)
    #expect(bench.ask("S", 3) == "Ic ")
    bench.send("D10")
    #expect(bench.ask("S", 3) == "I? ")
    bench.send("A")
    #expect(bench.ask("S", 3) == "Ic ")
  }

  @Test("A job is searched at the set rate and answered with nonce and milliseconds, right-aligned")
  func job() {
    let bench = Bench(.classic)
    bench.giveJob()
    #expect(bench.ask("S", 3) == "B?O")
    bench.wait(.seconds(1.8))
    #expect(bench.ask("S", 3) == "B?O")
    bench.wait(.milliseconds(100))
    #expect(bench.ask("S", 3) == "C? ")
    #expect(bench.ask("R", 5) == "  377")
    #expect(bench.ask("E", 5) == " 1890")
    #expect(bench.ask("R", 7) == "  377~~")
  }

  @Test("The status poll is one atomic transaction of 0.63 ms")
  func pollTime() {
    let bench = Bench(.classic)
    let before = bench.clock.now
    _ = bench.ask("S", 3)
    let length = (bench.clock.now - before).inSeconds
    #expect(length > 0.0005 && length < 0.0007)
  }

  @Test("Trap 1: a payload while it hashes makes it deaf until its power is cut; reads look idle for ever")
  func deafness() {
    let bench = Bench(.classic)
    bench.giveJob()
    bench.send("L\(Vectors.previous.prefix(20))")
    bench.wait(.seconds(5))
    _ = bench.taken()
    _ = bench.ask("S", 3)
    _ = bench.ask("R", 5)
    _ = bench.ask("E", 5)
    #expect(
      bench.taken() == [
        "08 W 53 R3 → 49 3f 20", "08 W 52 R5 → 49 3f 20 ff ff", "08 W 45 R5 → 49 3f 20 ff ff",
      ])
    bench.giveJob()
    bench.wait(.seconds(5))
    #expect(bench.ask("R", 5) == "I? ~~")
    #expect(bench.rig.world.boards[0].counters.deafened == 1)
  }

  @Test("Trap 2: for a millisecond after completion the status still shows the command, and a payload deafens")
  func afterglow() {
    let bench = Bench(.classic)
    bench.giveJob()
    bench.wait(.seconds(1.8882))
    var seen: [String] = []
    for _ in 0..<6 { seen.append(bench.ask("S", 3) ?? "") }
    #expect(seen.contains("C?O"))
    #expect(seen.last == "C? ")
    bench.giveJob()
    bench.wait(.seconds(1.8889))
    bench.transfer(8, .write(Array("D10".utf8)))
    #expect(bench.rig.world.boards[0].counters.deafened == 1)
  }

  @Test("Trap 3: A while it hashes is ignored")
  func noAbort() {
    let bench = Bench(.classic)
    bench.giveJob()
    bench.send("A")
    #expect(bench.ask("S", 3) == "B?A")
    bench.wait(.seconds(2))
    #expect(bench.ask("S", 3) == "C? ")
    #expect(bench.ask("R", 5) == "  377")
  }

  @Test("Trap 4: nonce 0 and not found both read 0")
  func zero() {
    let bench = Bench(.classic)
    bench.giveJob(Vectors.nonce0)
    bench.wait(.seconds(6))
    #expect(bench.ask("R", 5) == "    0")
    bench.giveJob(String(repeating: "0", count: 40))
    bench.wait(.seconds(6))
    #expect(bench.ask("R", 5) == "    0")
  }

  @Test("Trap 5: a zero-length write turns C into I, a read probe does not, and R and E stay valid")
  func probes() {
    let bench = Bench(.classic)
    bench.giveJob()
    bench.wait(.seconds(2))
    _ = bench.read(1)
    #expect(bench.ask("S", 3) == "C? ")
    bench.transfer(8, .write([]))
    #expect(bench.ask("S", 3) == "I? ")
    #expect(bench.ask("R", 5) == "  377")
    #expect(bench.ask("E", 5) == " 1890")
  }

  @Test("Trap 6: the id is ready after 150 µs, and S overwrites it")
  func identity() throws {
    let bench = Bench(.classic)
    bench.transfer(8, .write(Array("I".utf8)))
    #expect(bench.read(24)?.hasPrefix("DUCOID") == false)
    bench.wait(.microseconds(150))
    let id = try #require(bench.read(24))
    #expect(id.hasPrefix("DUCOID") && id.hasSuffix("  ") && id.utf8.count == 24)
    bench.transfer(8, .write(Array("I".utf8)))
    #expect(bench.ask("S", 3)?.hasPrefix("I?") == true)
    bench.wait(.milliseconds(1))
    #expect(bench.read(24)?.hasPrefix("I?") == true)
  }

  @Test("Trap 8: a write of more than 32 bytes is refused and nothing is acknowledged until the power is cut")
  func longWrite() throws {
    var board = BoardDescription(label: "b", address: 8)
    board.switchLine = 4
    let bench = Bench(RigDescription(sensors: [], boards: [board]))
    let line = try bench.rig.gpio.output(GPIOLine(chip: "gpiochip-sim", offset: 4), initially: true)
    bench.wait(.seconds(1))
    bench.transfer(8, .write(Array(repeating: 0x4C, count: 33)))
    #expect(bench.read(1) == nil)
    try line.set(false)
    bench.wait(.seconds(1))
    try line.set(true)
    bench.wait(.seconds(1))
    #expect(bench.ask("S", 3) == "Ic ")
  }

  @Test("Trap 9: M twice appends, so the search finds nothing; from L on all is well again")
  func appending() {
    let bench = Bench(.classic)
    bench.send("M\(Vectors.previous.dropFirst(20))")
    bench.send("L\(Vectors.previous.prefix(20))")
    bench.send("M\(Vectors.previous.dropFirst(20))")
    bench.send("M\(Vectors.previous.dropFirst(20))")
    bench.send("N\(Vectors.nonce377.prefix(20))")
    bench.send("O\(Vectors.nonce377.dropFirst(20))")
    bench.wait(.seconds(6))
    #expect(bench.ask("R", 5) == "    0")
    bench.giveJob()
    bench.wait(.seconds(2))
    #expect(bench.ask("R", 5) == "  377")
  }

  @Test("Upper-case digits are never found")
  func upperCase() {
    let bench = Bench(.classic)
    bench.giveJob(Vectors.nonce377.uppercased())
    bench.wait(.seconds(6))
    #expect(bench.ask("R", 5) == "    0")
  }

  @Test("The difficulty is 10 after a reset and holds until the next one")
  func difficulty() {
    let bench = Bench(.classic)
    bench.giveJob(Vectors.nonce1000)
    bench.wait(.seconds(6))
    #expect(bench.ask("R", 5) == " 1000")
    bench.send("D06")
    bench.giveJob(Vectors.nonce1000)
    bench.wait(.seconds(6))
    #expect(bench.ask("R", 5) == "    0")
    bench.giveJob(Vectors.nonce1000)
    bench.wait(.seconds(6))
    #expect(bench.ask("R", 5) == "    0")
  }

  @Test("H searches again with what is stored")
  func again() {
    let bench = Bench(.classic)
    bench.giveJob()
    bench.wait(.seconds(2))
    bench.send("A")
    bench.send("H")
    #expect(bench.ask("S", 3) == "B?H")
    bench.wait(.seconds(2))
    #expect(bench.ask("R", 5) == "  377")
  }

  @Test("In a world that runs faster than its miner a search lasts longer there, but not by the board's own clock")
  func stretchedSearch() {
    var description = RigDescription(
      sensors: [], boards: [BoardDescription(label: "b", address: 8, hashRate: HashRate(200))])
    description.searchStretch = 10
    let bench = Bench(description)
    bench.wait(.seconds(1))
    bench.giveJob()
    bench.wait(.seconds(18))
    #expect(bench.ask("S", 3) == "B?O")
    bench.wait(.seconds(1))
    #expect(bench.ask("E", 5) == " 1890")
    #expect(bench.rig.world.boards[0].counters.hashes == 378)
  }

  @Test("V gives a new address at once")
  func newAddress() {
    let bench = Bench(.classic)
    bench.send("V42")
    #expect(bench.ask("S", 3) == nil)
    #expect(bench.ask("S", 3, of: 42) == "I? ")
  }

  @Test("classic85 takes six chunks of 14, 14 and 12 digits and refuses 16 payload bytes")
  func tiny() {
    let bench = Bench(.classic85, at: 50)
    bench.giveTinyJob(Vectors.nonce377, to: 50)
    bench.wait(.seconds(2))
    #expect(bench.ask("R", 5, of: 50) == "  377")
    bench.send("L0123456789012345", to: 50)
    #expect(bench.ask("S", 3, of: 50) == nil)
  }

  @Test("Two boards at one address answer as a wired AND")
  func duplicate() {
    let bench = Bench(.classic, faults: [Fault(.duplicateAddress, target: 2)], count: 2)
    bench.transfer(8, .write(Array("I".utf8)))
    bench.wait(.milliseconds(1))
    let id = bench.read(24) ?? ""
    #expect(id.hasPrefix("DUCOID"))
    bench.transfer(9, .write(Array("I".utf8)))
    bench.wait(.milliseconds(1))
    #expect(bench.read(24, of: 9) != id)
  }
}
