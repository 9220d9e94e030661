import Agent
import Power
import Testing
import Units

@Suite("What the governor is told of orders and schedules")
struct OwnerResolverTests {
  let now = Uptime(seconds: 100)

  func order(_ order: OverrideOrder, id: Int = 1, ends: Double? = 7300) throws -> Override {
    var book = OverrideBook()
    let length: OverrideRequest.Length = ends.map { .lasting(.seconds($0 - 100)) } ?? .cleared
    for _ in 1..<id {
      _ = try book.take(
        OverrideRequest(.pause, from: OverrideBookTests.owner), of: OverrideBookTests.rig, at: now, wall: nil,
        zone: .utc)
    }
    return try book.take(
      OverrideRequest(order, length: length, from: OverrideBookTests.owner), of: OverrideBookTests.rig, at: now,
      wall: nil, zone: .utc
    ).taken
  }

  func resolve(
    _ standing: [Override], schedule: ScheduleVerdict = ScheduleVerdict(), outside: OwnerResolver.OutsideLimit? = nil
  ) -> OwnerResolver.Resolution {
    OwnerResolver.resolve(
      standing,
      .init(now: now, wall: noon, schedule: schedule, outside: outside, boards: OverrideBookTests.rig.boards))
  }

  var quiet: ScheduleVerdict {
    var verdict = ScheduleVerdict()
    verdict.isClosed = true
    verdict.names = ["quiet"]
    verdict.changes = noon + .hours(3)
    return verdict
  }

  @Test("nothing ordered, nothing scheduled: nothing wished")
  func nothing() { #expect(resolve([]).wishes == OwnerWishes()) }

  @Test("orders to run stand above the schedule, restricting ones add to it")
  func overSchedule() throws {
    for running: OverrideOrder in [.boards(2), .boost, .auto] {
      let result = resolve([try order(running)], schedule: quiet)
      #expect(!result.wishes.closedBySchedule && result.isScheduleOverruled, "\(running)")
    }
    for resting: OverrideOrder in [.pause, .night, .connections(1), .board("b1", isOn: false)] {
      let result = resolve([try order(resting)], schedule: quiet)
      #expect(result.wishes.closedBySchedule && !result.isScheduleOverruled, "\(resting)")
      #expect(result.wishes.scheduleChange == now + .hours(3))
    }
  }

  @Test("one board kept on runs in a closed hour, the others rest; its number is above the schedule's limit")
  func pins() throws {
    var verdict = quiet
    verdict.limit = 0
    let wishes = resolve([try order(.board("b2", isOn: true))], schedule: verdict).wishes
    #expect(wishes.closedBySchedule && wishes.pinned == ["b2"] && wishes.limit == 1)
  }

  @Test("a pause is above a board that is kept on, and the board says so")
  func pauseAbove() throws {
    let result = resolve([try order(.pause), try order(.board("b2", isOn: true), id: 2)])
    #expect(result.wishes.isPaused && result.wishes.pinned.isEmpty)
    #expect(result.idle[2] == "mining is paused by o1")
  }

  @Test("the smallest limit counts with its own cause")
  func limits() throws {
    var verdict = ScheduleVerdict()
    verdict.limit = 2
    verdict.names = ["half"]
    let pool = OwnerResolver.OutsideLimit(boards: 1, cause: "the pool takes no more")
    let both = resolve([try order(.connections(3))], schedule: verdict, outside: pool)
    #expect(both.wishes.limit == 1 && both.wishes.limitCause == "the pool takes no more" && both.connections == 3)
    #expect(resolve([], schedule: verdict).wishes.limitCause.contains("half"))
    #expect(resolve([try order(.connections(1))], schedule: verdict).wishes.limitCause.contains("pi"))
  }

  @Test("a board that is no longer configured is ignored and named")
  func goneBoard() throws {
    let result = OwnerResolver.resolve(
      [try order(.board("b3", isOn: true))], .init(now: now, wall: nil, boards: ["b1"]))
    #expect(result.wishes.pinned.isEmpty && result.idle[1] != nil)
  }
}
