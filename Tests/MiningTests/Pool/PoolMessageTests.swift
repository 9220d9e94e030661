import Testing

@testable import Mining

@Suite("Messages of the pool are told apart by their shape")
struct PoolMessageTests {
  static let hashA = PoolSessionHarness.hashA
  static let hashB = PoolSessionHarness.hashB

  static func read(_ text: String) -> [PoolMessage] {
    var reader = PoolLineReader()
    return reader.take(Array(text.utf8))
  }

  @Test("a job line is 40 hex, 40 lower-case hex and a difficulty")
  func job() {
    let job = PoolJob(previousHash: Self.hashA, expectedHash: Self.hashB, difficulty: 6)
    #expect(Self.read("\(Self.hashA),\(Self.hashB),6\n") == [.job(job)])
    #expect(job.largestNonce == 600)
    #expect(!job.allows(0) && job.allows(1) && job.allows(600) && !job.allows(601))
  }

  @Test("what is not quite a job line is words", arguments: [",6", ",0", ",-6", ",6.0", ",123456789", ",", ",6,7"])
  func almostJob(end: String) {
    let expected = end == ",6" ? String(Self.hashB.dropLast()) + "G" : Self.hashB
    let line = "\(Self.hashA),\(expected)\(end)"
    #expect(Self.read(line + "\n") == [.text(line)])
  }

  @Test("a late message of the day in front of a job line does not hide the job")
  func lateMessage() {
    let job = PoolJob(previousHash: Self.hashA, expectedHash: Self.hashB, difficulty: 10)
    #expect(Self.read("Welcome, miner!\(Self.hashA),\(Self.hashB),10\r\n") == [.job(job)])
  }

  @Test("verdicts, banner and node messages")
  func words() {
    #expect(Self.read("4.3\n") == [.version("4.3")])
    #expect(Self.read("GOOD\nBLOCK\r\n") == [.good, .block])
    #expect(Self.read("BAD,Incorrect result\n") == [.bad("Incorrect result")])
    #expect(Self.read("BAD\n") == [.bad("")])
    #expect(Self.read("BAD Please mine on the pool 1\n") == [.bad("Please mine on the pool 1")])
    #expect(Self.read("GOODBYE\nx,Node restarts\n") == [.text("GOODBYE"), .text("x,Node restarts")])
    #expect(Self.read("\n \r\n") == [])
  }

  @Test("a stream cut anywhere reads the same")
  func cuts() {
    let stream = Array("4.3\n\(Self.hashA),\(Self.hashB),6\nGOOD\nBAD,Invalid data\n".utf8)
    let whole = Self.read(String(decoding: stream, as: UTF8.self))
    #expect(whole.count == 4)
    for cut in 0...stream.count {
      var reader = PoolLineReader()
      #expect(reader.take(Array(stream[..<cut])) + reader.take(Array(stream[cut...])) == whole)
    }
  }

  @Test("binary and overlong lines are garbage, and the line after them is read")
  func hostile() {
    var reader = PoolLineReader()
    let long = [UInt8](repeating: 0x41, count: 100_000)
    #expect(reader.take(long) == [])
    #expect(reader.take([0x0a] + Array("GOOD\n".utf8)) == [.garbage(bytes: 100_000), .good])
    #expect(reader.take([0xff, 0x00, 0x0a]) == [.garbage(bytes: 2)])
  }

  @Test("random bytes in random pieces never break a session, and it never sends what is not due")
  func fuzz() throws {
    let seeds = [
      "4.3\n", "GOOD\n", "BLOCK\n", "BAD,Incorrect result\n", "BAD,Too many workers\n", "\n", "MOTD", ",,,\n",
      "\(Self.hashA),\(Self.hashB),6\n", "\(Self.hashA),\(Self.hashB),9999999\n", "\u{0}\u{7f}é\n",
    ]
    for seed in 0..<400 {
      var random = JitterSource(seed: UInt64(seed))
      var harness = try PoolSessionHarness {
        $0.isPipelining = seed.isMultiple(of: 2)
        $0.asksForMessageOfTheDay = seed.isMultiple(of: 3)
      }
      harness.handle(.connected)
      for _ in 0..<60 {
        var bytes = Array(seeds.randomElement(using: &random)!.utf8)
        if Int.random(in: 0..<4, using: &random) == 0 {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        harness.handle(.received(Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &random)))))
        harness.handle(.jobWanted)
        harness.handle(.nonceFound(300, job: PoolSessionHarness.job, elapsed: .seconds(1.5)))
        harness.wait(Double.random(in: 0...3, using: &random))
      }
      let sent = harness.take().filter { $0.hasPrefix("→") }.map { String($0.dropFirst(2)) }
      #expect(sent.allSatisfy { $0.utf8.count < 200 && $0.utf8.allSatisfy { (0x20...0x7e).contains($0) } })
      #expect(
        sent.allSatisfy {
          $0 == "MOTD" || $0 == "JOB,revox,AVR,key1" || $0 == "JOB,revox,MEGA,key1" || $0.hasPrefix("300,")
        })
    }
  }
}
