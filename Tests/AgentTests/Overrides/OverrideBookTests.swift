import Testing
import Units

@testable import Agent

/// 2026-03-01 12:00 UTC, a quiet Sunday.
let noon = UnixTime(iso8601: "2026-03-01T12:00:00Z")!

@Suite("The book of the owner's orders")
struct OverrideBookTests {
  static let rig = OverrideBook.Rig(
    boards: ["b1", "b2", "b3"], addresses: [41: "b1"], connections: 50, started: noon + .hours(-1))
  static let owner = OverrideOrigin(who: "pi", face: "command")

  let start = Uptime(seconds: 5000)

  @discardableResult
  func give(
    _ order: OverrideOrder, _ length: OverrideRequest.Length = .usual, to book: inout OverrideBook,
    after: Duration = .zero,
    wall: UnixTime? = noon, zone: LocalZone = .utc
  ) throws -> Override {
    try book.take(
      OverrideRequest(order, length: length, from: Self.owner), of: Self.rig, at: start + after,
      wall: wall.map { $0 + after }, zone: zone
    ).taken
  }

  @Test("Scenario 11: an order without other words ends after two hours")
  func usual() throws {
    var book = OverrideBook()
    let order = try give(.boost, to: &book)
    #expect(order.remaining(at: start) == .hours(2))
    #expect(book.advance(to: start + .seconds(7199), wall: noon + .seconds(7199)).isEmpty)
    #expect(book.advance(to: start + .seconds(7200), wall: noon + .seconds(7200)).map(\.order) == [order])
    #expect(book.standing.isEmpty)
  }

  @Test("the newer order on a subject replaces the older one; auto replaces all")
  func newest() throws {
    var book = OverrideBook()
    try give(.boards(2), to: &book)
    try give(.board("b1", isOn: false), to: &book)
    try give(.connections(2), to: &book)
    try give(.pause, to: &book)
    try give(.board("b1", isOn: true), to: &book)
    #expect(book.standing.map(\.order.words) == ["connections 2", "pause", "board b1 on"])
    try give(.auto, to: &book)
    #expect(book.standing.map(\.order) == [.auto])
    #expect(book.standing[0].id == 6)
  }

  @Test("a board may be named by its address, decimal or hexadecimal")
  func address() throws {
    var book = OverrideBook()
    #expect(try give(.board("41", isOn: true), to: &book).order == .board("b1", isOn: true))
    #expect(try give(.board("0x29", isOn: false), to: &book).order == .board("b1", isOn: false))
    #expect(throws: OverrideRefusal.unknownBoard("42", known: ["b1", "b2", "b3"])) {
      try give(.board("42", isOn: true), to: &book)
    }
  }

  @Test("an absolute time is the next one on the clock on the wall, and ends by it")
  func until() throws {
    var book = OverrideBook()
    let berlin = LocalZone { _ in 3600 }
    let order = try give(.boost, .until("18:00"), to: &book, zone: berlin)
    #expect(order.until == noon + .hours(5))
    #expect(try give(.boost, .until("12:59"), to: &book, zone: berlin).until == noon + .hours(24) + .minutes(-1))
    #expect(try give(.pause, .until("2026-03-02T01:00:00Z"), to: &book).until == noon + .hours(13))
  }

  @Test("what cannot be meant is refused with the code and the way out")
  func refused() {
    var book = OverrideBook()
    func code(_ order: OverrideOrder, _ length: OverrideRequest.Length = .usual, wall: UnixTime? = noon) -> String? {
      do {
        try give(order, length, to: &book, wall: wall)
        return nil
      } catch { return (error as? OverrideRefusal)?.code }
    }
    #expect(code(.boards(4)) == "out_of_range")
    #expect(code(.boards(-1)) == "out_of_range")
    #expect(code(.connections(51)) == "out_of_range")
    #expect(code(.boost, .lasting(.seconds(59))) == "bad_length")
    #expect(code(.boost, .lasting(.hours(24 * 32))) == "bad_length")
    #expect(code(.boost, .until("25:00")) == "bad_length")
    #expect(code(.boost, .until("2020-01-01T00:00:00Z")) == "bad_length")
    #expect(code(.boost, .until("18:00"), wall: nil) == "no_clock")
    #expect(code(.boost, .cleared) == "needs_end")
    #expect(code(.boards(1), .cleared) == "needs_end")
    #expect(code(.pause, .cleared) == nil)
    #expect(book.standing.count == 1)
  }

  @Test("Scenario 14: an order that was under way since before the start, or for minutes, is not obeyed")
  func old() throws {
    var book = OverrideBook()
    func send(_ sent: UnixTime, wall: UnixTime? = noon) throws {
      var request = OverrideRequest(.boost, from: Self.owner, sent: sent)
      request.sent = sent
      _ = try book.take(request, of: Self.rig, at: start, wall: wall, zone: .utc)
    }
    for sent in [noon + .hours(-2), noon + .minutes(-6)] {
      #expect(throws: OverrideRefusal.old(sent: "\(sent)")) { try send(sent) }
    }
    #expect(throws: OverrideRefusal.self) { try send(noon, wall: nil) }
    try send(noon + .minutes(-1))
    #expect(book.standing.count == 1)
  }

  @Test("Scenario 21: a calendar that steps by years, either way, neither ends an order nor lengthens it")
  func steps() throws {
    for years in [-56.0, -3, 3, 10] {
      var book = OverrideBook()
      try give(.boost, to: &book)
      try give(.board("b1", isOn: false), .until("18:00"), to: &book)
      _ = book.advance(to: start + .seconds(10), wall: noon + .seconds(10))
      let step = Duration.hours(24 * 365.25 * years)
      #expect(book.advance(to: start + .seconds(20), wall: noon + .seconds(20) + step).isEmpty)
      #expect(book.standing.map { $0.remaining(at: start + .seconds(20)) } == [.seconds(7180), .seconds(21580)])
      let back = book.advance(to: start + .seconds(7200), wall: noon + .seconds(7200))
      #expect(back.map(\.order.order) == [.boost])
      #expect(book.advance(to: start + .hours(6), wall: noon + .hours(6)).count == 1)
    }
  }

  @Test("a corrected calendar ends an absolute order earlier, never later")
  func corrections() throws {
    var book = OverrideBook()
    try give(.boost, .until("18:00"), to: &book)
    _ = book.advance(to: start, wall: noon)
    _ = book.advance(to: start + .seconds(1), wall: noon + .hours(1))
    #expect(book.standing[0].remaining(at: start + .seconds(1)) == .hours(5))
    _ = book.advance(to: start + .seconds(2), wall: noon + .hours(-1))
    #expect(book.standing[0].remaining(at: start + .seconds(2)) == .hours(5) - .seconds(1))
  }

  @Test("an order set before the clock was keeps its time when the clock is set")
  func unsynchronised() throws {
    var book = OverrideBook()
    try give(.boost, to: &book, wall: nil)
    _ = book.advance(to: start + .minutes(30), wall: nil)
    #expect(book.advance(to: start + .minutes(31), wall: noon).isEmpty)
    #expect(book.standing[0].remaining(at: start + .minutes(31)) == .minutes(89))
  }

  @Test("the floor ends orders that make boards run and no others")
  func floor() throws {
    var book = OverrideBook()
    for order: OverrideOrder in [.boards(2), .board("b1", isOn: true), .board("b2", isOn: false), .connections(1)] {
      try give(order, to: &book)
    }
    let ended = book.endRunning(because: "the safety floor was reached")
    #expect(ended.map(\.order.order.words) == ["boards 2", "board b1 on"])
    #expect(book.standing.map(\.order.words) == ["board b2 off", "connections 1"])
  }
}

@Suite("Orders over a restart")
struct OverrideMemoryTests {
  let tests = OverrideBookTests()

  func book() throws -> OverrideBook {
    var book = OverrideBook()
    try tests.give(.boards(2), .lasting(.hours(4)), to: &book)
    try tests.give(.board("b1", isOn: false), .until("18:00"), to: &book)
    try tests.give(.connections(2), .cleared, to: &book)
    return book
  }

  func left(_ book: OverrideBook, _ now: Uptime) -> [Double?] {
    book.standing.map { $0.remaining(at: now)?.hours.rounded() }
  }

  @Test("within one boot the monotonic clock tells what is left, whatever the calendar says")
  func sameBoot() throws {
    let memory = try book().memory(at: tests.start, wall: noon, boot: "a")
    var again = OverrideBook(memory, at: tests.start + .hours(1), wall: nil, boot: "a")
    #expect(left(again, tests.start + .hours(1)) == [3, 5, nil])
    _ = again.advance(to: tests.start + .hours(1), wall: noon + .hours(24 * 3650))
    #expect(left(again, tests.start + .hours(1)) == [3, 5, nil])
  }

  @Test("after a reboot the calendar tells how long the machine was away, also when it is set only later")
  func reboot() throws {
    let memory = try book().memory(at: tests.start, wall: noon, boot: "a")
    for late in [0.0, 600] {
      var again = OverrideBook(memory, at: Uptime(seconds: 30), wall: nil, boot: "b")
      if late > 0 { _ = again.advance(to: Uptime(seconds: 30 + late / 2), wall: nil) }
      let now = Uptime(seconds: 30 + late)
      let ended = again.advance(to: now, wall: noon + .hours(5))
      #expect(ended.map(\.order.order.words) == ["boards 2"])
      #expect(left(again, now) == [1, nil])
    }
  }

  @Test("after a reboot without any calendar what was left is left, and a clock set back lengthens nothing")
  func noCalendar() throws {
    let memory = try book().memory(at: tests.start, wall: noon, boot: "a")
    var again = OverrideBook(memory, at: .zero, wall: nil, boot: nil)
    _ = again.advance(to: Uptime(seconds: 3600), wall: nil)
    #expect(left(again, Uptime(seconds: 3600)) == [3, 5, nil])
    var back = OverrideBook(memory, at: .zero, wall: nil, boot: "b")
    _ = back.advance(to: .zero, wall: noon + .hours(-2000))
    #expect(left(back, .zero) == [4, 6, nil])
  }

  @Test("stored twice before the calendar is set, the time away is still found")
  func twice() throws {
    let first = try book().memory(at: tests.start, wall: noon, boot: "a")
    let second = OverrideBook(first, at: .zero, wall: nil, boot: "b").memory(
      at: Uptime(seconds: 60), wall: nil, boot: "b")
    var again = OverrideBook(second, at: .zero, wall: nil, boot: "c")
    _ = again.advance(to: .zero, wall: noon + .hours(3))
    #expect(left(again, .zero) == [1, 3, nil])
  }

  @Test("numbers go on, so that no order is taken for another")
  func numbers() throws {
    var book = try book()
    _ = try book.clear(nil, by: OverrideBookTests.owner)
    var again = OverrideBook(book.memory(at: .zero, wall: nil, boot: nil), at: .zero, wall: nil, boot: nil)
    #expect(try tests.give(.pause, to: &again).id == 4)
  }
}
