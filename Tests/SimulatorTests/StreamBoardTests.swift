import Bus
import Simulator
import Testing
import Units

@Suite("A stream board on the wire")
struct StreamBoardTests {
  private func job(_ expected: String = Vectors.nonce377, crc: Int = 138) -> String {
    "\(Vectors.previous),\(expected),10,\(crc)\n"
  }

  @Test("A job with its CRC is answered with nonce, faked microseconds, id and CRC; reads meanwhile say nothing yet")
  func answersJob() {
    let bench = Bench(.stream(checksum: true))
    bench.stream(job())
    bench.wait(.seconds(1))
    #expect(bench.read(1) == "\n")
    bench.wait(.seconds(1))
    let fields = bench.streamed().split(separator: ",")
    #expect(fields.count == 4)
    #expect(fields.first == "377")
    #expect(fields[1] == "1890000")
    #expect(fields[2].hasPrefix("DUCOID") && fields[2].utf8.count == 22)
    #expect(bench.read(1) == "\n")
  }

  @Test("A wrong CRC is answered with a hash sign")
  func wrongCRC() {
    let bench = Bench(.stream(checksum: true))
    bench.stream(job(crc: 137))
    bench.wait(.milliseconds(5))
    #expect(bench.streamed().hasPrefix("#,0000,DUCOID"))
  }

  @Test("Below nonce 5 the time is nonce times 4 ms")
  func fakedTime() {
    let bench = Bench(.stream(checksum: false))
    bench.stream("\(Vectors.previous),\(Vectors.nonce3),10\n")
    bench.wait(.seconds(1))
    #expect(bench.streamed().hasPrefix("3,12000,DUCOID"))
  }

  @Test("A longer write loses all but its first byte")
  func longWrite() {
    let bench = Bench(.stream(checksum: true))
    bench.transfer(8, .write(Array("get,crc8$".utf8)))
    bench.wait(.milliseconds(5))
    #expect(bench.streamed() == "")
  }

  @Test("Queries are answered, the temperature in octal")
  func queries() {
    let bench = Bench(.stream(checksum: true))
    bench.stream("get,crc8$")
    bench.wait(.milliseconds(5))
    #expect(bench.streamed() == "1")
    bench.stream("get,temp$")
    bench.wait(.milliseconds(5))
    #expect(bench.streamed() == "22")
  }

  @Test("A byte while it works or while an answer is unread makes it deaf until reset")
  func deafness() {
    let bench = Bench(.stream(checksum: true))
    bench.stream(job())
    bench.stream("x")
    bench.wait(.seconds(3))
    #expect(bench.streamed().hasPrefix("377,"))
    bench.stream(job())
    bench.wait(.seconds(3))
    #expect(bench.streamed() == "")
    #expect(bench.rig.world.boards[0].counters.deafened == 1)
  }

  @Test("An ampersand line restarts a healthy board")
  func softReset() {
    let bench = Bench(.stream(checksum: true))
    bench.stream("&\n")
    #expect(bench.read(1) == nil)
    bench.wait(.seconds(1))
    bench.stream("get,crc8$")
    bench.wait(.milliseconds(5))
    #expect(bench.streamed() == "1")
  }
}
