import Testing
import Units

@testable import Mining

@Suite("A pool session")
struct PoolSessionTests {
  @Test("reads the banner, asks with user, tier and key, and reports with all six fields, each as one write")
  func exactTrace() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    harness.found(293, after: 1.5)
    harness.handle(.jobWanted)
    harness.wait(0.25)
    harness.hear("GOOD\n")
    #expect(
      harness.take() == [
        "→ JOB,revox,AVR,key1",
        "job 6 by 88.0",
        "→ 293,195.77,Akkurat 0.1.0,roof,DUCOID30014C4E5A5B1234,1234",
        "accepted",
        "→ JOB,revox,AVR,key1",
      ])
  }

  @Test("asks for the message of the day before the first JOB and reads it until a second of silence")
  func messageOfTheDay() throws {
    var harness = try PoolSessionHarness { $0.asksForMessageOfTheDay = true }
    harness.handle(.jobWanted)
    harness.handle(.connected)
    harness.hear("4.3\n")
    harness.wait(0.2)
    harness.hear("Welcome\nto the ")
    harness.wait(0.9)
    harness.hear("pool")
    #expect(harness.take() == ["→ MOTD"])
    harness.wait(1.1)
    #expect(harness.take() == ["“Welcome\nto the pool”", "→ JOB,revox,AVR,key1"])
  }

  @Test("goes on without a message of the day after five seconds")
  func noMessageOfTheDay() throws {
    var harness = try PoolSessionHarness { $0.asksForMessageOfTheDay = true }
    harness.handle(.jobWanted)
    harness.handle(.connected)
    harness.hear("4.3\n")
    harness.wait(4.9)
    #expect(harness.take() == ["→ MOTD"])
    harness.wait(0.2)
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
  }

  @Test("sends None for an account without a key, and a reading when there is one")
  func noKeyAndReading() throws {
    let account = try PoolAccount(username: "revox", miningKey: "None")
    var harness = try PoolSessionHarness { $0.account = account }
    harness.session.setReading(PoolReading(celsius: 21.46, batteryVolts: 12.607, chargePercent: 80.4))
    harness.mineFirstJob()
    #expect(harness.take().first == "→ JOB,revox,AVR,None,Temp:21.5*C@Bat:12.61V@SoC:80%")
  }

  @Test("never sends 0, a number past the range, or an answer to another job")
  func impossibleNonces() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    _ = harness.take()
    for nonce in [0, -3, 601] { harness.found(nonce, after: 0.5) }
    let other = PoolJob(previousHash: PoolSessionHarness.hashB, expectedHash: PoolSessionHarness.hashA, difficulty: 6)
    harness.found(5, after: 0.5, job: other)
    #expect(harness.take() == [])
    #expect(harness.session.counts.impossibleNonces == 3)
    harness.found(600, after: 1)
    #expect(harness.take().count == 1)
  }

  @Test("reports a positive rate, smoothed over jobs: one short job hardly moves it")
  func hashRate() throws {
    var meter = HashRateMeter(expecting: HashRate(195))
    for _ in 0..<50 { meter.record(nonce: 299, elapsed: .seconds(300 / 195.0)) }
    #expect(abs(meter.rate.value - 195) < 0.1)
    meter.record(nonce: 2, elapsed: .milliseconds(60))
    #expect(meter.rate.value > 190)
    meter.record(nonce: 100, elapsed: .zero)
    meter.record(nonce: 0, elapsed: .seconds(1))
    #expect(meter.rate.value > 190)
    #expect(HashRateMeter(expecting: HashRate(.nan)).rate.value == 195)
    #expect(HashRateMeter(expecting: HashRate(0)).rate.value > 0)
  }

  @Test("counts the first ten accepted shares of a connection as unpaid")
  func unpaid() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    for _ in 0..<12 {
      harness.found(300, after: 1.5)
      harness.handle(.jobWanted)
      harness.hear("GOOD\n")
      harness.hear("\(PoolSessionHarness.job)\n")
    }
    #expect(harness.session.counts.accepted == 12)
    #expect(harness.session.counts.unpaid == 10)
    #expect(harness.take().filter { $0 == "paid" }.count == 2)
  }

  @Test("takes BLOCK for accepted")
  func block() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    harness.found(300, after: 1.5)
    harness.hear("BLOCK\n")
    #expect(harness.take().last == "block")
    #expect(harness.session.counts.lucky == 1)
  }

  @Test("passes a node message on and asks again after three seconds when no job follows it")
  func nodeMessage() throws {
    var harness = try PoolSessionHarness()
    harness.handle(.connected)
    harness.hear("4.3\n")
    harness.handle(.jobWanted)
    harness.hear("The node restarts\n")
    _ = harness.take()
    harness.wait(2.9)
    #expect(harness.take() == [])
    harness.wait(0.2)
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
  }

  @Test("gives a pool up that says nothing: no banner, no job, no verdict")
  func silence() throws {
    var harness = try PoolSessionHarness()
    harness.handle(.connected)
    harness.wait(20)
    #expect(harness.session.closeReason == .noBanner)
    harness = try PoolSessionHarness()
    harness.handle(.connected)
    harness.hear("4.3\n")
    harness.handle(.jobWanted)
    harness.wait(20)
    #expect(harness.session.closeReason == .silence)
    harness = try PoolSessionHarness()
    harness.mineFirstJob()
    harness.found(3, after: 1)
    harness.wait(20)
    #expect(harness.session.closeReason == .silence)
    #expect(harness.session.counts.unanswered == 1)
  }

  @Test("keeps below 70 shares in any minute by asking later")
  func shareLimit() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    var shares: [Uptime] = []
    while shares.count < 300 {
      harness.wait(0.05)
      for line in harness.take() {
        if line.hasPrefix("→ JOB") { harness.hear("\(PoolSessionHarness.job)\n") }
        if line.hasPrefix("job") {
          harness.handle(.nonceFound(9, job: PoolSessionHarness.job, elapsed: .seconds(0.05)))
        }
        if line.hasPrefix("→ 9,") {
          shares.append(harness.now)
          harness.hear("GOOD\n")
          harness.handle(.jobWanted)
        }
      }
    }
    let busiest = shares.map { start in shares.count { $0 >= start && $0 - start < .seconds(60) } }.max() ?? 0
    #expect(busiest == 68)
    #expect(harness.session.counts.accepted == 300)
  }

  @Test("replays exactly: the same events give the same bytes")
  func replay() throws {
    func run() throws -> [String] {
      var random = JitterSource(seed: 42)
      var harness = try PoolSessionHarness { $0.isPipelining = true }
      harness.mineFirstJob()
      for _ in 0..<200 where harness.session.closeReason == nil {
        harness.found(Int.random(in: 1...600, using: &random), after: Double.random(in: 0.1...4, using: &random))
        harness.handle(.jobWanted)
        harness.wait(Double.random(in: 0...0.5, using: &random))
        harness.hear(Int.random(in: 0..<20, using: &random) == 0 ? "BAD,Incorrect result\n" : "GOOD\n")
        harness.hear("\(PoolSessionHarness.job)\n")
      }
      return harness.take()
    }
    let first = try run()
    #expect(first.count > 400)
    #expect(try run() == first)
  }

  @Test("an account's key is never printed, and text that would break a message is refused")
  func account() throws {
    let account = try PoolAccount(username: "revox", miningKey: "s3cret")
    #expect(!"\(account)".contains("s3cret"))
    #expect(!String(reflecting: account).contains("s3cret"))
    for name in ["", "a,b", "a b", "ä", "a\nb"] {
      #expect(throws: PoolError.self) { try PoolAccount(username: name, miningKey: nil) }
    }
    #expect(throws: PoolError.self) { try PoolAccount(username: "revox", miningKey: "a,b") }
    #expect(PoolShare.keeping("Dach, süd\n") == "Dach sd")
    #expect(PoolShare.keeping("§§") == "None")
  }

  @Test("a chip id has DUCOID and 16 upper-case digits, and is the same for the same name")
  func chipID() {
    #expect(ChipID(0xab).description == "DUCOID00000000000000AB")
    #expect(ChipID(bytes: [1, 2, 3, 4, 5, 6, 7, 8])?.description == "DUCOID0102030405060708")
    #expect(ChipID(bytes: [1]) == nil)
    #expect(ChipID(derivedFrom: "roof 0x2a") == ChipID(derivedFrom: "roof 0x2a"))
    #expect(ChipID(derivedFrom: "roof 0x2a") != ChipID(derivedFrom: "roof 0x2b"))
  }
}
