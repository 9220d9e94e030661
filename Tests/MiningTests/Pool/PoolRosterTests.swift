import Testing
import Units

@testable import Mining

@Suite("The roster of connections")
struct PoolRosterTests {
  @Test("connects one after another, lowest number first, with a little distance")
  func staggered() throws {
    var harness = try RosterHarness(4)
    harness.wait(5)
    #expect(harness.opened.map(\.worker) == [0, 1, 2, 3])
    for (first, second) in zip(harness.opened, harness.opened.dropFirst()) {
      #expect((0.25...0.376).contains(second.at - first.at))
    }
  }

  @Test("one lost connection comes back alone after some seconds, and the others stay")
  func loneLoss() throws {
    var harness = try RosterHarness(4)
    harness.run(10)
    harness.opened.removeAll()
    harness.cut([2])
    #expect(harness.connected == [0, 1, 3])
    harness.run(10)
    #expect(harness.opened.map(\.worker) == [2])
    #expect(harness.opened.first.map { (15.0...18).contains($0.at) } == true)
    #expect(harness.roster.status.unreachableSince == nil)
  }

  @Test("Scenario 19: during an outage one worker tries for all, ever more seldom, down to once in 5 to 7.5 min")
  func outage() throws {
    var harness = try RosterHarness(4)
    harness.run(10)
    harness.opened.removeAll()
    harness.isReachable = false
    harness.cut()
    let cutAt = harness.seconds
    harness.wait(119)
    #expect(!harness.has { if case .poolDown = $0 { true } else { false } })
    harness.wait(2)
    #expect(harness.has(.poolDown(since: Uptime(seconds: 1000 + cutAt))))
    harness.wait(4 * 3600)
    #expect(Set(harness.opened.map(\.worker)) == [0])
    let gaps = zip(harness.opened, harness.opened.dropFirst()).map { $1.at - $0.at }
    #expect(harness.opened.first.map { $0.at - cutAt >= 5 } == true)
    #expect(gaps.suffix(20).allSatisfy { (300.0...451).contains($0) })
    #expect(harness.opened.count < 60)
    #expect(harness.events.filter { if case .poolDown = $0 { true } else { false } }.count == 1)
  }

  @Test("Scenario 19: after an outage all come back together, in order, and the agent is told")
  func recovery() throws {
    var harness = try RosterHarness(4)
    harness.run(10)
    harness.isReachable = false
    harness.cut()
    for index in 0..<4 { harness.put(.jobNotWanted(WorkerID(index))) }
    harness.wait(1000)
    harness.opened.removeAll()
    harness.isReachable = true
    harness.wait(500)
    #expect(harness.has(.poolUp))
    #expect(harness.opened.map(\.worker).prefix(4) == [0, 1, 2, 3])
    let first = try #require(harness.opened.first)
    #expect(harness.opened.prefix(4).allSatisfy { $0.at - first.at < 2 })
    #expect(harness.roster.status.unreachableSince == nil)
  }

  @Test("a pool that accepts and gives no jobs is an outage too")
  func noJobs() throws {
    var harness = try RosterHarness(3)
    harness.run(10)
    harness.givesJobs = false
    harness.opened.removeAll()
    harness.cut()
    harness.wait(3600)
    #expect(harness.has { if case .poolDown = $0 { true } else { false } })
    #expect(harness.opened.count < 30)
  }

  @Test("with several nodes a failed one is left for the next, and the directory is asked after three failures")
  func failover() throws {
    var harness = try RosterHarness(2, nodes: ["one.example:1", "two.example:2", "three.example:3"])
    harness.run(4)
    harness.isReachable = false
    harness.opened.removeAll()
    harness.cut()
    harness.wait(120)
    #expect(Set(harness.opened.map(\.node.port)) == [1, 2, 3])
    #expect(harness.wantedNodes == 1)
  }

  @Test("Scenario 20: a ban stops every worker, and nothing is ever tried again")
  func ban() throws {
    var harness = try RosterHarness(3)
    harness.run(4)
    harness.mine("BAD,User banned\n")
    #expect(harness.connected == [])
    #expect(harness.has(.stopped(.refused(.userBanned))))
    harness.opened.removeAll()
    harness.wait(24 * 3600)
    harness.put(.jobWanted(WorkerID(0)))
    #expect(harness.opened.isEmpty)
    #expect(harness.roster.status.workers.allSatisfy { $0.stage == .stopped(.refused(.userBanned)) })
  }

  @Test("Scenario 20: too many workers lowers the limit by one, closes the last, and is tried again later")
  func tooManyWorkers() throws {
    var harness = try RosterHarness(4)
    harness.run(4)
    harness.mine("BAD,Too many workers\n")
    #expect(harness.connected == [0, 1, 2], "refusals of one moment count once")
    #expect(harness.has(.workerLimit(3)))
    harness.wait(31)
    harness.mine("BAD,Too many workers\n")
    #expect(harness.connected == [0, 1])
    harness.wait(31)
    harness.run(2600)
    let isLifted = harness.events.contains(.workerLimit(nil))
    #expect(isLifted)
    #expect(harness.connected == [0, 1, 2, 3])
  }

  @Test("an override limits the connections at once, and the lowest numbers stay")
  func overrideLimit() throws {
    var harness = try RosterHarness(4)
    harness.run(4)
    harness.put(.connectionLimit(2))
    #expect(harness.connected == [0, 1])
    #expect(harness.roster.status.workers.map(\.stage).suffix(2) == [.overLimit, .overLimit])
    harness.put(.connectionLimit(nil))
    harness.run(4)
    #expect(harness.connected == [0, 1, 2, 3])
  }

  @Test("Scenario 5: a worker that pauses past 85 s rests without connection and comes back when it wants a job")
  func rest() throws {
    var harness = try RosterHarness(2)
    harness.run(4)
    harness.mine()
    harness.put(.nonceFound(WorkerID(1), 300, PoolSessionHarness.job, .seconds(1.5)))
    harness.put(.jobNotWanted(WorkerID(1)))
    let link = try #require(harness.links[WorkerID(1)])
    harness.put(.received(link, Array("GOOD\n".utf8)))
    harness.off = [1]
    harness.run(80)
    #expect(harness.connected == [0, 1])
    harness.run(10)
    #expect(harness.connected == [0])
    #expect(harness.roster.status.workers[1].stage == .resting)
    harness.run(3600)
    #expect(harness.connected == [0])
    harness.put(.jobWanted(WorkerID(1)))
    #expect(harness.connected == [0, 1])
    #expect(harness.roster.status.workers[1].connections == 2)
  }

  @Test("a node is asked for once when none is known; being without one counts as an outage")
  func noNodes() throws {
    var harness = try RosterHarness(1, nodes: [])
    harness.wait(121)
    #expect(harness.wantedNodes == 1)
    #expect(harness.has { if case .poolDown = $0 { true } else { false } })
    harness.put(.nodes([try PoolNode(parsing: "late.example:6000")]))
    #expect(harness.connected == [0])
    #expect(harness.has(.poolUp))
  }

  @Test("counts survive reconnecting and leaving")
  func totals() throws {
    var harness = try RosterHarness(2)
    harness.run(20)
    let before = harness.roster.status.total.accepted
    #expect(before > 10)
    harness.cut([1])
    harness.put(.disconnect(WorkerID(1)))
    #expect(harness.roster.status.total.accepted == before)
    #expect(harness.roster.status.workers.count == 1)
  }

  @Test("the same seed gives the same run")
  func replay() throws {
    func run() throws -> [Double] {
      var harness = try RosterHarness(5)
      harness.run(10)
      harness.isReachable = false
      harness.cut()
      harness.wait(2000)
      harness.isReachable = true
      harness.wait(600)
      return harness.opened.map(\.at)
    }
    #expect(try run() == run())
  }

  @Test("news of an old connection are not taken for the new one's")
  func oldLinks() throws {
    var harness = try RosterHarness(2)
    harness.run(4)
    let old = try #require(harness.links[WorkerID(1)])
    harness.cut([1])
    harness.run(10)
    #expect(harness.connected == [0, 1])
    harness.put(.received(old, Array("BAD,User banned\n".utf8)))
    harness.put(.lost(old, .byPeer))
    #expect(harness.connected == [0, 1])
  }
}
