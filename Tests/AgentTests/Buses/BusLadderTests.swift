import Testing
import Units

@testable import Agent

/// A bus of boards behind switches, held by some of them while they have supply.
private struct Wire {
  var ladder: BusLadder
  var now = Uptime.zero
  var culprits: Set<String> = []
  /// What else holds it: nothing, a clock pulse frees it, a new opening frees it, nothing does.
  var hold: Hold = .none
  var on: Set<String>
  var wanted: Set<String>
  var news: [BusLadder.News] = []
  var actions: [BusLadder.Action] = []
  var suspects: [String] = []

  enum Hold { case none, untilClocked, untilReopened, forEver }

  init(_ supplies: [String], clocks: Bool = true) {
    ladder = BusLadder(supplies: supplies, canClock: clocks)
    on = Set(supplies)
    wanted = on
  }

  var isFree: Bool { hold == .none && culprits.isDisjoint(with: on) }

  /// One cycle of a second: look, act, switch.
  mutating func cycle() {
    let move = ladder.look(isFree: isFree, on: on, suspects: suspects, at: now)
    news += move.news
    if move.action != .nothing { actions.append(move.action) }
    if hold == .untilClocked, move.action == .clockOut { hold = .none }
    if hold == .untilReopened, move.action == .reopen { hold = .none }
    on = wanted.subtracting(ladder.held)
    now = now + .seconds(1)
  }

  mutating func run(_ cycles: Int) { for _ in 0..<cycles { cycle() } }
}

@Suite("A stuck bus, rung by rung (scenario 15)")
struct BusLadderTests {
  @Test("a bus that is free is left alone, and one disturbed look is no stuck bus")
  func free() {
    var wire = Wire(["s1", "s2"])
    wire.run(3)
    wire.hold = .forEver
    wire.cycle()
    wire.hold = .none
    wire.run(3)
    #expect(wire.news.isEmpty && wire.actions.isEmpty && wire.ladder.rung == .calm)
  }

  @Test("clock pulses come first and free a device that stopped in the middle of a byte; no board loses its supply")
  func clocks() {
    var wire = Wire(["s1", "s2"])
    wire.hold = .untilClocked
    wire.run(4)
    #expect(wire.actions == [.clockOut])
    #expect(wire.news == [.stuck, .freed(.clocks)])
    #expect(wire.on == ["s1", "s2"])
  }

  @Test("the adapter is opened anew next, at once where no lines are wired")
  func reopening() {
    var wire = Wire(["s1"])
    wire.hold = .untilReopened
    wire.run(5)
    #expect(wire.actions == [.clockOut, .reopen])
    #expect(wire.news == [.stuck, .freed(.reopening)])
    var bare = Wire(["s1"], clocks: false)
    bare.hold = .untilReopened
    bare.run(5)
    #expect(bare.actions == [.reopen])
  }

  @Test("boards are cut one by one; the one that holds the bus stays off, the others run again within 60 s")
  func culprit() {
    let supplies = (1...20).map { "s\($0)" }
    var wire = Wire(supplies)
    wire.culprits = ["s20"]
    wire.run(60)
    #expect(wire.on == Set(supplies).subtracting(["s20"]))
    #expect(wire.ladder.isolated.keys.sorted() == ["s20"])
    #expect(wire.ladder.rung == .calm)
    let isolations = wire.news.filter { if case .isolated = $0 { true } else { false } }
    #expect(isolations.count == 1)
    #expect(wire.news.first == .stuck && wire.news.last == .freed(.powerCycle))
  }

  @Test("who was spoken to when the bus stopped is cut first")
  func suspect() {
    var wire = Wire(["s1", "s2", "s3"])
    wire.culprits = ["s3"]
    wire.suspects = ["s3"]
    var least = 3
    for _ in 0..<10 {
      wire.cycle()
      least = min(least, wire.on.count)
    }
    #expect(wire.on == ["s1", "s2"])
    #expect(least == 2, "the others never lost their supply")
  }

  @Test("two culprits are both found")
  func two() {
    var wire = Wire(["s1", "s2", "s3", "s4"])
    wire.culprits = ["s1", "s3"]
    wire.run(25)
    #expect(wire.ladder.isolated.keys.sorted() == ["s1", "s3"])
    #expect(wire.on == ["s2", "s4"])
  }

  @Test("a board that only needed a power cycle gets its supply back and keeps it")
  func cycled() {
    var wire = Wire(["s1", "s2"])
    wire.culprits = ["s2"]
    for _ in 0..<20 {
      wire.cycle()
      if !wire.on.contains("s2") { wire.culprits = [] }
    }
    #expect(wire.on == ["s1", "s2"])
    #expect(wire.news == [.stuck, .freed(.powerCycle)])
  }

  @Test("a supply that rises slowly holds the bus down: given its time it is not blamed", arguments: [5, 1])
  func slowSupply(seconds: Int) {
    var wire = Wire(["s1", "s2"])
    var times = BusLadder.Times()
    times.on = .seconds(seconds)
    wire.ladder = BusLadder(supplies: ["s1", "s2"], canClock: true, times: times)
    // Held until both were cut once; from then on each supply pulls the bus down for three seconds after its on.
    wire.hold = .forEver
    var wasCut = false
    var onSince: [String: Uptime] = ["s1": .zero, "s2": .zero]
    for _ in 0..<60 {
      wasCut = wasCut || wire.on.isEmpty
      if wasCut { wire.hold = .none }
      for supply in wire.on where onSince[supply] == nil { onSince[supply] = wire.now }
      onSince = onSince.filter { wire.on.contains($0.key) }
      wire.culprits = wasCut ? Set(onSince.filter { wire.now - $0.value < .seconds(3) }.keys) : []
      wire.cycle()
    }
    let isolations = wire.news.contains { if case .isolated = $0 { true } else { false } }
    #expect(isolations == (seconds == 1))
    #expect(wire.on == ["s1", "s2"] || seconds == 1)
  }

  @Test("held with everything off, it is told once and tried again every 30 s; then all come back")
  func helpless() {
    var wire = Wire(["s1", "s2"])
    wire.hold = .forEver
    wire.run(100)
    #expect(wire.news == [.stuck, .heldByOthers])
    #expect(wire.on.isEmpty)
    // Clocks and opening once on the way up, then clocks every 30 s.
    #expect(wire.actions.count == 5)
    wire.hold = .none
    wire.run(5)
    #expect(wire.on == ["s1", "s2"])
    #expect(wire.news.last == .freed(.powerCycle))
  }

  @Test("an isolated board is tried again after its term, which doubles; acquitted it stays on")
  func terms() {
    var wire = Wire(["s1", "s2"])
    wire.culprits = ["s2"]
    wire.run(20)
    let first = wire.ladder.isolated["s2"]
    wire.run(620)
    let second = wire.ladder.isolated["s2"]
    #expect(first.map { $0.seconds < 640 } == true)
    #expect(second.map { $0.seconds > 1800 } == true)
    wire.culprits = []
    wire.run(1300)
    #expect(wire.ladder.isolated.isEmpty && wire.on == ["s1", "s2"])
    #expect(wire.news.contains(.acquitted(supply: "s2")))
  }

  @Test("a pardon by the owner gives the trial now")
  func pardon() {
    var wire = Wire(["s1", "s2"])
    wire.culprits = ["s2"]
    wire.run(20)
    wire.culprits = []
    wire.ladder.pardon(at: wire.now)
    #expect(wire.ladder.wantsLook(on: wire.on, at: wire.now))
    wire.run(5)
    #expect(wire.on == ["s1", "s2"])
  }

  @Test("a supply that nobody wants on is not blamed")
  func unwanted() {
    var wire = Wire(["s1", "s2"])
    wire.culprits = ["s2"]
    wire.wanted = ["s1"]
    wire.run(1)
    #expect(wire.isFree)
    wire.run(10)
    #expect(wire.news.isEmpty && wire.on == ["s1"])
  }

  @Test("where protection cuts everything because the bus's sensors are missing, the culprit is found by what comes on")
  func cutByOthers() {
    var wire = Wire(["s1", "s2", "s3"])
    wire.culprits = ["s2"]
    // One look at the stuck bus, then everything is off; supplies come back one a cycle until it is stuck again.
    for round in 0..<2 {
      wire.cycle()
      wire.wanted = []
      wire.on = []
      wire.cycle()
      #expect(wire.ladder.isolated.isEmpty == (round == 0))
      for supply in ["s1", "s2", "s3"] where wire.isFree {
        wire.wanted.insert(supply)
        wire.on = wire.wanted.subtracting(wire.ladder.held)
        if wire.isFree, wire.ladder.wantsLook(on: wire.on, at: wire.now) { wire.cycle() }
      }
    }
    #expect(wire.ladder.isolated.keys.sorted() == ["s2"])
    wire.wanted = ["s1", "s2", "s3"]
    wire.run(5)
    #expect(wire.on == ["s1", "s3"])
    #expect(wire.ladder.suspected.isEmpty)
  }
}
