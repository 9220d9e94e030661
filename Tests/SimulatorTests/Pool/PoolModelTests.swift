import Testing
import Units

@testable import Simulator

/// Talks to the pool model as one client would, data event by data event.
private struct PoolTalk {
  var model: PoolModel
  var now = Uptime(seconds: 100)

  init(_ edit: (inout PoolBehaviour) -> Void = { _ in }) {
    var behaviour = PoolBehaviour()
    behaviour.sharesPerMinute = nil
    edit(&behaviour)
    model = PoolModel(behaviour, seed: 5)
  }

  mutating func join() -> Int { model.connected(now).number }

  mutating func say(_ text: String, _ number: Int = 0) -> String {
    model.received(text, from: number, now).map { reaction in
      switch reaction {
      case .say(let text): text
      case .close: "✗"
      }
    }.joined()
  }

  /// One whole round: JOB, 1.5 s of work, a right share. The number is read out of the pool itself.
  mutating func mine(_ number: Int = 0, chip: String = "DUCOID01", rate: String = "195") -> String {
    _ = say("JOB,revox,AVR,None", number)
    now = now + .seconds(1.5)
    defer { now = now + .seconds(0.25) }
    let answer = model.clients[number]?.answer ?? 0
    return say("\(answer),\(rate),Akkurat 0.1.0,roof,\(chip),12", number)
  }
}

@Suite("The simulated pool behaves like the public ones")
struct PoolModelTests {
  @Test("a job line is two hashes and the tier's difficulty, and its answer is a share that is accepted")
  func job() {
    var talk = PoolTalk()
    #expect(talk.model.connected(talk.now).reactions == [.say("4.3\n")])
    let fields = talk.say("JOB,revox,AVR,None\n").split(separator: ",")
    #expect(fields.map(\.count) == [40, 40, 2])
    #expect(fields.last == "6\n")
    talk.now = talk.now + .seconds(1.5)
    #expect(talk.say("\(talk.model.clients[0]?.answer ?? 0),195,x,roof,DUCOID01,1") == "GOOD\n")
  }

  @Test("SHA-1 of a published vector")
  func vector() { #expect(PoolModel.sha1("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d") }

  @Test("before the first JOB only MOTD is answered, without a newline")
  func beforeJob() {
    var talk = PoolTalk()
    _ = talk.join()
    #expect(talk.say("MOTD") == "Simulated pool\nNothing here is paid")
    #expect(talk.say("PING") == "")
    #expect(talk.say("\n") == "")
  }

  @Test("refusals of the first message close the connection")
  func firstMessage() {
    var talk = PoolTalk { $0.refusedUsers = ["bad": "User banned"] }
    _ = talk.join()
    #expect(talk.say("JOB,a,AVR,c,d,e,f") == "BAD,Incorrect data\n✗")
    #expect(talk.say("JOB,") == "BAD,No username specified\n✗")
    #expect(talk.say("JOB,bad,AVR") == "BAD,User banned\n✗")
  }

  @Test("an unknown or lower-case tier gets the hardest jobs", arguments: ["avr", "", "PICO"])
  func unknownTier(name: String) {
    var talk = PoolTalk()
    _ = talk.join()
    #expect(talk.say("JOB,revox,\(name)").hasSuffix(",100000\n"))
  }

  @Test("one data event is one message: a newline sent late is judged as a share, and then anything is a request")
  func framing() {
    var talk = PoolTalk()
    _ = talk.join()
    _ = talk.say("JOB,revox,AVR,None")
    #expect(talk.say("\n") == "BAD,Too high starting difficulty\n" || talk.model.statistics.wrongNonces == 1)
    #expect(talk.say("").hasSuffix(",100000\n"))
    #expect(talk.model.statistics.connections[0].mistakenMessages == 1)
  }

  @Test("a share and a JOB in one data event: the share counts, the JOB is lost")
  func merged() {
    var talk = PoolTalk()
    _ = talk.join()
    _ = talk.say("JOB,revox,AVR,None")
    talk.now = talk.now + .seconds(1.5)
    let answer = talk.model.clients[0]?.answer ?? 0
    #expect(talk.say("\(answer),195,x,roof,DUCOID01,7JOB,revox,AVR,None") == "GOOD\n")
    #expect(talk.model.statistics.connections[0].jobs == 1)
    #expect(talk.model.statistics.connections[0].chip == "DUCOID01")
  }

  @Test("checks come in their order: rate, limit, workers, then tier, then the number")
  func order() {
    var talk = PoolTalk { $0.workerLimit = 1 }
    _ = talk.join()
    #expect(talk.mine() == "GOOD\n")
    #expect(talk.mine(rate: "0") == "BAD,Invalid data\n")
    #expect(talk.mine(rate: "99") == "BAD,Too high starting difficulty\n")
    #expect(talk.mine(rate: "400") == "BAD,Too low starting difficulty\n")
    _ = talk.join()
    _ = talk.say("JOB,revox,AVR,None", 1)
    #expect(talk.mine(0, rate: "0") == "BAD,Too many workers\n", "every connection is hit, and the last reason wins")
    talk.model.left(1)
    _ = talk.say("JOB,revox,AVR,None")
    #expect(talk.say("0,195,x,roof,DUCOID01,1").hasPrefix("BAD,"))
    #expect(talk.model.statistics.wrongNonces == 1)
  }

  @Test("the first ten accepted shares pay nothing, later ones only with the first chip id")
  func unpaid() {
    var talk = PoolTalk()
    _ = talk.join()
    for _ in 0..<10 { _ = talk.mine() }
    #expect(talk.model.statistics.earned == 0)
    _ = talk.mine()
    let paid = talk.model.statistics.earned
    #expect(paid > 2e-4 && paid < 4e-4)
    _ = talk.mine(chip: "DUCOID02")
    #expect(talk.model.statistics.earned == paid)
    #expect(talk.model.statistics.unpaid == 11)
    #expect(talk.model.statistics.accepted == 12)
  }

  @Test("worker numbers are never compacted: each of twelve that reconnects alone ends with number 12")
  func workerNumbers() {
    var talk = PoolTalk()
    func numbers(_ talk: PoolTalk) -> [Int] {
      talk.model.clients.keys.sorted().map { min(talk.model.clients[$0]?.workerID ?? 0, talk.model.workerCount) }
    }
    for _ in 0..<12 {
      let number = talk.join()
      _ = talk.say("JOB,revox,AVR,None", number)
    }
    #expect(numbers(talk) == Array(1...12))
    for old in 0..<12 {
      talk.model.left(old)
      let number = talk.join()
      _ = talk.say("JOB,revox,AVR,None", number)
    }
    #expect(numbers(talk) == Array(repeating: 12, count: 12))
  }

  @Test("the limit of shares a minute locks a connection out for ever when it strikes on an odd count")
  func lockOut() {
    var talk = PoolTalk { $0.sharesPerMinute = 5 }
    _ = talk.join()
    for _ in 0..<5 { #expect(talk.mine() == "GOOD\n") }
    for _ in 0..<100 { #expect(talk.mine() == "BAD,Too low difficulty\n") }
  }

  @Test("a share without a rate that comes at once makes the balance not-a-number")
  func lostBalance() {
    var talk = PoolTalk()
    _ = talk.join()
    for _ in 0..<10 { _ = talk.mine() }
    _ = talk.say("JOB,revox,AVR,None")
    let answer = talk.model.clients[0]?.answer ?? 0
    #expect(talk.say("\(answer),,x,roof,DUCOID01,1") == "GOOD\n")
    #expect(talk.model.statistics.isBalanceLost)
  }

  @Test("silence is allowed for 30 s before the first JOB and for 90 s after it")
  func idle() {
    var talk = PoolTalk()
    _ = talk.join()
    #expect(talk.model.idleEnd(0) == talk.now + .seconds(30))
    _ = talk.say("JOB,revox,AVR,None")
    #expect(talk.model.idleEnd(0) == talk.now + .seconds(90))
  }

  @Test("the tier is read at each JOB in one generation and only at the first in the other")
  func generations() {
    for (generation, difficulty) in [(PoolBehaviour.Generation.spring2024, "16"), (.summer2024, "6")] {
      var talk = PoolTalk { $0.generation = generation }
      _ = talk.join()
      _ = talk.mine()
      #expect(talk.say("JOB,revox,MEGA,None").hasSuffix(",\(difficulty)\n"))
    }
  }
}
