import Agent
import ArgumentParser
import Foundation
import Mining
import Testing
import Units

@testable import akkurat

@Suite("perf and miners, without network and clock")
struct AccountToolsTests {
  let start = Moment(uptime: Uptime(seconds: 1000), wall: UnixTime(seconds: 1_790_000_000))

  func answer(_ user: String = "sun", _ balance: Double = 1.5, _ miners: [ServerMiner] = []) -> AccountAnswer {
    AccountAnswer(user: user, balance: balance, miners: miners)
  }

  func perf(_ users: [String] = ["sun"], json: Bool = false) -> PerfModel {
    PerfModel(users: users, service: "http://x", tick: .seconds(30), zone: .utc, json: json)
  }

  func said(_ actions: [AccountAction]) -> [String] {
    actions.flatMap { action -> [String] in
      if case .say(let lines) = action { lines.map(\.text) } else { [] }
    }
  }

  func code(_ actions: [AccountAction]) -> Int32? {
    actions.compactMap { action -> Int32? in if case .leave(let code) = action { code.rawValue } else { nil } }.first
  }

  @Test("perf prints a header, then rows in columns under it")
  func rows() {
    var model = perf()
    let first = said(model.take(.answer(answer(), age: .zero), at: start))
    #expect(
      first == [PerfText.header, "14:13:20        0.000       0       0         -         -         -         -"])
    let miners = [ServerMiner(name: "b1", hashRate: 190.4)]
    let second = said(model.take(.answer(answer("sun", 1.501, miners), age: .zero), at: start + .seconds(60)))
    #expect(second == ["14:14:20        1.000     190       1     1.000     1.000    1.4400    1.4400"])
    #expect(second[0].count == PerfText.header.count)
  }

  @Test("every key of perf answers, and a stranger's letter is told so")
  func perfKeys() {
    var model = perf()
    _ = model.take(.answer(answer(), age: .zero), at: start)
    _ = model.take(.answer(answer("sun", 1.502), age: .zero), at: start + .seconds(60))
    for letter in "abfgimnost?A" {
      #expect(!said(model.take(.key(.letter(letter)), at: start)).isEmpty, "\(letter)")
    }
    #expect(said(model.take(.key(.letter("z")), at: start)) == ["\"z\" is no key here; ? tells which are."])
    #expect(code(model.take(.key(.letter("x")), at: start)) == 0)
    #expect(code(model.take(.key(.letter("q")), at: start)) == 0)
  }

  @Test("f goes through the lengths of the tick and never below 20 s")
  func ticks() {
    var model = perf()
    var seen: [Duration] = []
    for _ in 0..<6 {
      _ = model.take(.key(.letter("f")), at: start)
      seen.append(model.tick)
    }
    #expect(seen == [60, 120, 300, 20, 30, 60].map { .seconds($0) })
  }

  @Test("o, s, t and u change the user; the book begins anew and the answer is wanted at once")
  func users() {
    var model = perf(["sun", "moon"])
    _ = model.take(.answer(answer(), age: .zero), at: start)
    _ = model.take(.key(.letter("s")), at: start)
    #expect(model.user == "moon" && model.isImpatient)
    _ = model.take(.key(.letter("t")), at: start)
    #expect(model.user == "sun")
    for key in [Key.letter("u"), .letter("x"), .letter("q"), .backspace, .letter("y"), .enter] {
      #expect(code(model.take(.key(key), at: start)) == nil, "letters of a name are no keys")
    }
    #expect(model.user == "xy")
    _ = model.take(.key(.letter("o")), at: start)
    #expect(model.user == "sun")
    let row = said(model.take(.answer(answer("sun", 9), age: .zero), at: start + .seconds(60)))
    #expect(row.last?.hasSuffix("-         -         -         -") ?? false)
  }

  @Test("an unknown user ends with 64 when nobody else is known, and is only told when somebody is")
  func unknownUser() {
    var alone = perf()
    #expect(code(alone.take(.problem(.unknownUser("sun"), pause: .seconds(30)), at: start)) == 64)
    var two = perf(["sun", "moon"])
    let actions = two.take(.problem(.unknownUser("sun"), pause: .seconds(30)), at: start)
    #expect(code(actions) == nil && said(actions)[0].contains("knows no user \"sun\""))
  }

  @Test("what is final is not asked again until another user is wanted; a refusal is, after its pause")
  func asking() {
    var asking = AccountAsking()
    #expect(asking.isDue(at: start))
    _ = asking.begin()
    #expect(!asking.isDue(at: start), "one question at a time")
    _ = asking.took(
      .problem(.unknownUser("x"), pause: .seconds(30)), of: "x", wanted: "x", tick: .seconds(30), at: start)
    #expect(!asking.isDue(at: start + .hours(10)))
    asking.hurry(at: start)
    #expect(asking.isDue(at: start))
    _ = asking.begin()
    let refused = AccountProblem.refused(status: 429, wait: nil)
    _ = asking.took(.problem(refused, pause: .seconds(900)), of: "x", wanted: "x", tick: .seconds(30), at: start)
    #expect(!asking.isDue(at: start + .seconds(899)) && asking.isDue(at: start + .seconds(900)))
    _ = asking.begin()
    let stale = asking.took(.answer(answer(), age: .zero), of: "sun", wanted: "moon", tick: .seconds(30), at: start)
    #expect(stale == nil && asking.isDue(at: start))
  }

  @Test("perf as JSON: one document a row, what is not known left out, problems beside it")
  func json() throws {
    var model = perf(json: true)
    let row = said(model.take(.answer(answer(), age: .seconds(2)), at: start))
    let document = try #require(PerfDocument(json: row[0]))
    #expect(document.balance == 1.5 && document.tick == nil && document.time == "2026-09-21T14:13:18Z")
    let actions = model.take(.problem(.unusable(reason: "it is no JSON"), pause: .seconds(30)), at: start)
    #expect(said(actions).isEmpty)
  }

  // MARK: Miners

  func named(_ boards: Int, connected: [Int], sharing name: String? = nil) throws -> StatusDocument {
    try SampleStatus.with(boards: boards) { status in
      for index in status.boards.indices {
        status.boards[index].connected = connected.contains(index + 1)
        status.boards[index].accepted = 20
        if let name { status.boards[index].miner = name }
      }
    }
  }

  @Test("a connected board that the server does not list is named, and so is one that lingers there")
  func unseen() throws {
    let status = try named(4, connected: [1, 2, 3])
    let match = MinerMatch(["shed-b1", "shed-b3", "shed-b4", "other"].map { ServerMiner(name: $0) }, status)
    #expect(match.rows.map(\.standing) == [.seen, .unseen, .seen, .lingering])
    #expect(
      match.findings == [
        "The server does not see board b2 (off).",
        "The server still lists board b4, which is not connected (off).",
      ])
    #expect(match.board(of: ServerMiner(name: "shed-b3"))?.name == "b3")
    #expect(match.board(of: ServerMiner(name: "other")) == nil)
  }

  @Test("boards that share one name are counted, and the way to tell them apart is told")
  func shared() throws {
    let status = try named(3, connected: [1, 2, 3], sharing: "shed")
    let match = MinerMatch([ServerMiner(name: "shed"), ServerMiner(name: "shed")], status)
    #expect(match.rows.allSatisfy { $0.standing == .oneOfMany })
    #expect(match.findings[0].hasPrefix("The server sees 2 of the 3 connected boards named shed."))
    #expect(match.findings[0].contains("name_boards: true"))
    let all = MinerMatch(Array(repeating: ServerMiner(name: "shed"), count: 3), status)
    #expect(all.findings.isEmpty && all.rows.allSatisfy { $0.standing == .seen })
    let none = MinerMatch([], status)
    #expect(none.rows.allSatisfy { $0.standing == .unseen })
  }

  @Test("orders: by elapsed, hash rate, accepted, software, none; reversed; equals keep the server's order")
  func orders() {
    let miners = [
      ServerMiner(name: "a", software: "z", hashRate: 5, shareTime: 1, accepted: 3),
      ServerMiner(name: "b", software: "y", hashRate: 9, shareTime: 3, accepted: 1),
      ServerMiner(name: "c", software: "x", hashRate: 5, shareTime: 2, accepted: 2),
    ]
    func names(_ by: MinersOrder.By, reversed: Bool = false) -> String {
      MinersOrder(by: by, isReversed: reversed).sorted(miners).map(\.name).joined()
    }
    #expect(names(.server) == "abc" && names(.server, reversed: true) == "cba")
    #expect(names(.shareTime) == "bca" && names(.hashRate) == "bac")
    #expect(names(.accepted) == "acb" && names(.software) == "cba")
  }

  @Test("the miners' screen fits every size, scrolls, sums all and Arduinos, and cannot be moved by a name")
  func minersScreen() throws {
    var model = MinersModel(users: ["sun"], service: "http://x", tick: .seconds(30), zone: .utc, form: .screen)
    let miners =
      (1...40).map { ServerMiner(name: "m\($0)", hashRate: $0 == 1 ? 5000 : 200, accepted: $0) }
      + [ServerMiner(name: "evil\u{1B}[2J", hashRate: 1)]
    _ = model.take(.answer(answer("sun", 1, miners), age: .zero), at: start)
    for (width, height) in [(80, 24), (200, 60), (40, 8), (10, 2)] {
      let lines = try #require(model.screen(width: width, height: height, at: start))
      #expect(lines.count <= height)
    }
    var lines = try #require(model.screen(width: 80, height: 24, at: start)).map(\.text)
    #expect(
      lines.contains { $0.contains("41 miners, 12801 H/s") } && lines.contains { $0.contains("40 miners, 7801 H/s") })
    #expect(lines.last?.contains("of 41") ?? false)
    _ = model.take(.key(.end), at: start)
    lines = try #require(model.screen(width: 80, height: 24, at: start)).map(\.text)
    #expect(lines.contains { $0.hasPrefix("evil?[2J") })
    #expect(!lines.joined().contains("\u{1B}"))
    _ = model.take(.key(.letter("h")), at: start)
    _ = model.take(.key(.home), at: start)
    lines = try #require(model.screen(width: 80, height: 24, at: start)).map(\.text)
    #expect(lines[3].hasPrefix("m1 ") && lines[0].contains("by hash rate"))
  }

  @Test("another account's rig is not compared")
  func otherRig() throws {
    var model = MinersModel(users: ["moon"], service: "http://x", tick: .seconds(30), zone: .utc, form: .lines)
    _ = model.take(.rig(try named(2, connected: [1, 2]), ""), at: start)
    let lines = said(model.take(.answer(answer("moon"), age: .zero), at: start))
    #expect(lines.contains("No rig to compare with: the rig here mines for sun."))
    _ = model.take(.rig(nil, "No agent answers on /s."), at: start)
    #expect(
      said(model.take(.answer(answer("moon"), age: .zero), at: start)).contains { $0.contains("No agent answers") })
  }
}
