import NIOCore
import NIOPosix
import Simulator
import Testing
import Units

@testable import Mining

@Suite("A fleet against a pool on loopback TCP", .serialized)
struct PoolFleetLoopbackTests {
  static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  static func settings() throws -> PoolFleetSettings {
    PoolFleetSettings(account: try PoolAccount(username: "revox", miningKey: nil), rig: "roof")
  }

  @Test("Three workers mine: every share is accepted, the first ten of each are unpaid, the numbers agree")
  func mines() async throws {
    let loop = Self.group.next()
    let timebase = ScaledTimebase(speed: 100)
    let pool = try await SimulatedPool.start(on: loop, timebase: timebase)
    let rig = try LoopbackRig(Self.settings(), port: pool.port, loop: loop, timebase: timebase)
    rig.start(3)
    #expect(try await rig.wait { try await pool.statistics().accepted >= 60 })
    try await rig.fleet.shutDown()
    let seen = try await pool.statistics()
    try await pool.stop()
    let verdicts = rig.events.compactMap { if case .verdict(_, let verdict) = $0 { verdict } else { nil } }
    #expect(seen.refused == 0)
    #expect(seen.wrongNonces == 0)
    #expect(abs(verdicts.count { $0.isAccepted } - seen.accepted) <= 3)
    #expect(seen.unpaid == 30)
    #expect(seen.connections.count == 3)
    #expect(seen.connections.allSatisfy { $0.mistakenMessages == 0 && $0.rig == "roof" && $0.tier == "AVR" })
  }

  /// A pool and a rig that mines at it, ended properly whatever the test finds.
  func mining(
    _ count: Int, speed: Double, behaviour: PoolBehaviour = PoolBehaviour(), rate: Double = 195,
    edit: (inout PoolFleetSettings) -> Void = { _ in }, _ body: (SimulatedPool, LoopbackRig) async throws -> Void
  ) async throws {
    let loop = Self.group.next()
    let timebase = ScaledTimebase(speed: speed)
    let pool = try await SimulatedPool.start(behaviour, on: loop, timebase: timebase)
    var settings = try Self.settings()
    edit(&settings)
    let rig = try LoopbackRig(settings, port: pool.port, loop: loop, timebase: timebase, rate: rate)
    rig.start(count)
    try await body(pool, rig)
    try await rig.fleet.shutDown()
    try await pool.stop()
  }

  @Test("the message of the day is heard once by the whole process, whatever pieces the stream comes in")
  func splitStream() async throws {
    var behaviour = PoolBehaviour()
    behaviour.splitChance = 1
    behaviour.roundTrip = .milliseconds(100)
    let patient: (inout PoolFleetSettings) -> Void = { settings in
      settings.times.messageQuiet = .seconds(12)
      settings.times.messageLimit = .seconds(15)
    }
    try await mining(3, speed: 20, behaviour: behaviour, edit: patient) { pool, rig in
      #expect(try await rig.wait { try await pool.statistics().accepted >= 20 })
      let seen = try await pool.statistics()
      #expect(seen.refused == 0)
      #expect(seen.connections.allSatisfy { $0.mistakenMessages == 0 })
      let messages = rig.events.compactMap { if case .message(let text) = $0 { text } else { nil } }
      #expect(messages == ["Simulated pool\nNothing here is paid"])
    }
  }

  @Test("the early JOB saves a round trip and loses nothing")
  func pipelining() async throws {
    try await mining(2, speed: 4, edit: { $0.isPipelining = true }) { pool, rig in
      #expect(try await rig.wait { try await pool.statistics().accepted >= 12 })
      let seen = try await pool.statistics()
      #expect(seen.refused == 0)
      #expect(seen.connections.allSatisfy { $0.mistakenMessages == 0 })
      #expect(Set(seen.connections.map(\.chip)).count == 2)
    }
  }

  @Test("early JOBs that merge with their share are swallowed, asked for again, and no share is lost")
  func merging() async throws {
    var behaviour = PoolBehaviour()
    behaviour.roundTrip = .milliseconds(100)
    let noGap: (inout PoolFleetSettings) -> Void = { settings in
      settings.isPipelining = true
      settings.times.earlyJobGap = .zero
    }
    try await mining(2, speed: 20, behaviour: behaviour, edit: noGap) { pool, rig in
      #expect(try await rig.wait { try await pool.statistics().accepted >= 15 })
      let seen = try await pool.statistics()
      #expect(seen.wrongNonces <= seen.refusals["Incorrect result", default: 0])
      #expect(Set(seen.refusals.keys).isSubset(of: ["Incorrect result"]))
      #expect(seen.connections.allSatisfy { $0.tier == "AVR" }, "nothing was taken for a JOB without a tier")
    }
  }

  @Test("Scenario 19: a pool that goes down is tried by one worker, and all come back together with low numbers")
  func downAndUp() async throws {
    try await mining(4, speed: 100) { pool, rig in
      #expect(try await rig.wait { try await pool.statistics().accepted >= 8 })
      try await pool.goDown()
      #expect(try await rig.wait { rig.events.contains { if case .poolDown = $0 { true } else { false } } })
      let before = try await pool.statistics()
      try await pool.comeBack()
      #expect(try await rig.wait { rig.events.contains(.poolUp) })
      #expect(try await rig.wait { try await pool.statistics().accepted >= before.accepted + 60 })
      let seen = try await pool.statistics()
      #expect(seen.connections.filter(\.isOpen).map(\.workerID).sorted() == [1, 2, 3, 4])
      #expect(seen.connections.count <= 10, "a loaded machine may cost a connection at this speed, no more")
      #expect(seen.wrongNonces == 0)
    }
  }

  @Test("Scenario 20: a banned user is told so once, and the pool is left alone")
  func banned() async throws {
    var behaviour = PoolBehaviour()
    behaviour.refusedUsers = ["revox": "User banned"]
    try await mining(3, speed: 100, behaviour: behaviour) { pool, rig in
      #expect(try await rig.wait { rig.events.contains(.stopped(.refused(.userBanned))) })
      try await Task.sleep(for: .milliseconds(200))
      let seen = try await pool.statistics()
      #expect(seen.refusals == ["User banned": 1])
      #expect(seen.open == 0)
      #expect(rig.events.filter { if case .stopped = $0 { true } else { false } }.count == 1)
    }
  }

  @Test("Scenario 20: with too many workers the rig runs fewer until the pool is content")
  func tooManyWorkers() async throws {
    var behaviour = PoolBehaviour()
    behaviour.workerLimit = 2
    try await mining(3, speed: 100, behaviour: behaviour) { pool, rig in
      #expect(try await rig.wait { rig.events.contains(.workerLimit(2)) })
      let before = try await pool.statistics().accepted
      #expect(try await rig.wait { try await pool.statistics().accepted >= before + 20 })
      #expect(try await pool.statistics().open == 2)
    }
  }

  @Test("a fast board steps up through the tiers with one refusal each and then mines")
  func tierSteps() async throws {
    try await mining(1, speed: 50, rate: 450) { pool, rig in
      #expect(try await rig.wait { try await pool.statistics().accepted >= 10 })
      let seen = try await pool.statistics()
      #expect(seen.refusals == ["Too low starting difficulty": 1])
      #expect(seen.connections[0].tier == "MEGA")
    }
  }

  @Test("a pool that falls silent is left after 20 s and found again when it speaks")
  func silent() async throws {
    try await mining(2, speed: 100) { pool, rig in
      #expect(try await rig.wait { try await pool.statistics().accepted >= 4 })
      try await pool.change { $0.isSilent = true }
      #expect(
        try await rig.wait { (try await rig.fleet.status()).unreachableSince != nil })
      try await pool.change { $0.isSilent = false }
      let before = try await pool.statistics().accepted
      #expect(try await rig.wait { try await pool.statistics().accepted >= before + 10 })
      #expect(try await pool.statistics().wrongNonces == 0)
    }
  }

  @Test("connections that close by chance cost shares, never a wrong one, and the rig goes on")
  func flapping() async throws {
    var behaviour = PoolBehaviour()
    behaviour.closeChance = 0.05
    try await mining(3, speed: 200, behaviour: behaviour) { pool, rig in
      #expect(try await rig.wait { try await pool.statistics().accepted >= 60 })
      let seen = try await pool.statistics()
      #expect(seen.refused == 0)
      #expect(seen.connections.count > 3)
      #expect(seen.connections.allSatisfy { $0.mistakenMessages == 0 })
    }
  }

  @Test("the agent may call from the event it gets, and the status agrees with the pool")
  func status() async throws {
    try await mining(2, speed: 100) { pool, rig in
      #expect(try await rig.wait { try await pool.statistics().accepted >= 20 })
      rig.fleet.limitConnections(to: 0)
      #expect(try await rig.wait { try await pool.statistics().open == 0 })
      let status = try await rig.fleet.status()
      let seen = try await pool.statistics()
      #expect(abs(status.total.accepted - seen.accepted) <= 2)
      #expect(status.workers.allSatisfy { $0.stage == .overLimit })
      #expect(status.workers.allSatisfy { abs($0.hashRate.value - 195) < 8 })
      #expect(status.node?.port == pool.port)
    }
  }

  @Test("at a thousand times real time a busy machine costs shares, but no connection and no refusal")
  func fastClock() async throws {
    try await mining(3, speed: 1000) { pool, rig in
      #expect(try await rig.wait { try await pool.statistics().accepted >= 100 })
      let seen = try await pool.statistics()
      #expect(seen.connections.count == 3)
      #expect(seen.refused == 0)
    }
  }

  @Test("the web service names the pool and knows the key, over real HTTP")
  func web() async throws {
    let loop = Self.group.next()
    let timebase = ScaledTimebase(speed: 100)
    let service = try await SimulatedWebService.start(
      poolPort: 4321, keys: ["revox": "right", "free": nil], on: loop)
    let client = WebClient(on: Self.group)
    let directory = NodeDirectory(address: service.address + "/getPool", fetcher: client, timebase: timebase)
    #expect(await directory.nodes(isRetry: false).map(\.description) == ["127.0.0.1:4321"])
    func outcome(_ user: String, _ key: String?) async throws -> AccountCheck.Outcome {
      let account = try PoolAccount(username: user, miningKey: key)
      return await AccountCheck(account, base: service.address, fetcher: client, timebase: timebase).outcome()
    }
    #expect(try await outcome("revox", "right") == .confirmed)
    #expect(try await outcome("revox", "wrong") == .stop(.wrongMiningKey("revox")))
    #expect(try await outcome("revox", nil) == .stop(.missingMiningKey("revox")))
    #expect(try await outcome("free", nil) == .confirmed)
    #expect(try await outcome("nobody", nil) == .stop(.unknownUser("nobody")))
    try await service.refuse()
    guard case .unchecked(let words) = try await outcome("revox", "right") else {
      Issue.record("a refusal was taken for an answer")
      return
    }
    #expect(words.contains("429"))
    #expect(try await service.requests().count == 11)
    try await service.stop()
  }
}
