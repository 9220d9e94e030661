import Agent
import Testing
import Units

@testable import akkurat

@Suite("akkurat top, without a terminal")
struct TopModelTests {
  let start = Uptime(seconds: 1000)

  func text(_ model: TopModel, height: Int = 24, after: Double = 0) -> [String] {
    model.lines(width: 80, height: height, at: start + .seconds(after)).map(\.text)
  }

  func boards(_ lines: [String]) -> [String] {
    let table = lines.drop { !$0.hasPrefix(BoardTable.title) }.dropFirst().dropLast()
    return table.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
  }

  @Test("many boards scroll by line and page and stop at both ends")
  func scrolls() throws {
    var model = TopModel(path: "/s")
    model.take(try SampleStatus.with(boards: 40), at: start)
    let shown = boards(text(model))
    #expect(shown.first == "b1" && shown.count >= 3 && shown.count < 40)
    _ = model.take(.down, width: 80, height: 24)
    #expect(boards(text(model)).first == "b2")
    _ = model.take(.pageDown, width: 80, height: 24)
    #expect(boards(text(model)).first == "b\(2 + shown.count)")
    _ = model.take(.end, width: 80, height: 24)
    #expect(boards(text(model)).last == "b40")
    _ = model.take(.down, width: 80, height: 24)
    _ = model.take(.up, width: 80, height: 24)
    #expect(boards(text(model)).last == "b39", "a key past the end is not remembered")
    #expect(text(model).last?.hasSuffix("of 40") ?? false)
    _ = model.take(.home, width: 80, height: 24)
    _ = model.take(.up, width: 80, height: 24)
    #expect(boards(text(model)) == shown)
  }

  @Test("a larger window shows boards that a scrolled smaller one had passed")
  func grows() throws {
    var model = TopModel(path: "/s")
    model.take(try SampleStatus.with(boards: 10), at: start)
    _ = model.take(.end, width: 80, height: 24)
    #expect(boards(text(model, height: 60)).first == "b1")
  }

  @Test("an agent that goes away is told with its reason, and so is its return")
  func loses() throws {
    var model = TopModel(path: "/s")
    model.take(try SampleStatus.with(boards: 4), at: start)
    model.lost("No agent answers on /s.", at: start + .seconds(3))
    let lost = model.lines(width: 80, height: 24, at: start + .seconds(9))
    #expect(lost[1].text.hasPrefix("NO AGENT, tried again every few seconds; below is what was 9 s ago."))
    #expect(lost.map(\.text).joined(separator: " ").contains("No agent answers on /s."))
    #expect(lost.filter { $0.pieces.first?.style != .alarm }.allSatisfy { $0.pieces.allSatisfy { $0.style == .faint } })
    model.take(try SampleStatus.with(boards: 4) { $0.uptimeS = 2 }, at: start + .seconds(13))
    #expect(text(model, after: 13)[1] == "The agent is back after 10 s; it was started anew.")
    #expect(!text(model, after: 15).contains { $0.contains("NO AGENT") })
    model.take(try SampleStatus.with(boards: 4), at: start + .seconds(30))
    #expect(!text(model, after: 30).contains { $0.contains("is back") })
  }

  @Test("a silent agent is noticed")
  func silent() throws {
    var model = TopModel(path: "/s")
    model.take(try SampleStatus.with(boards: 4), at: start)
    #expect(!text(model, after: 4).contains { $0.contains("No word") })
    #expect(text(model, after: 7)[1] == "No word from the agent for 7 s.")
  }

  @Test("q, x and Ctrl-C leave; ? helps and goes back")
  func keys() throws {
    var model = TopModel(path: "/s")
    model.take(try SampleStatus.with(boards: 4), at: start)
    #expect(model.take(.letter("q"), width: 80, height: 24) == .leave)
    #expect(model.take(.letter("x"), width: 80, height: 24) == .leave)
    #expect(model.take(.control("c"), width: 80, height: 24) == .leave)
    #expect(model.take(.control("z"), width: 80, height: 24) == .suspend)
    let before = text(model)
    _ = model.take(.letter("?"), width: 80, height: 24)
    #expect(text(model)[0] == "AKKURAT  keys")
    _ = model.take(.letter("?"), width: 80, height: 24)
    #expect(text(model) == before)
  }

  @Test("on paper every board stands and no keys")
  func printed() throws {
    var model = TopModel(path: "/s")
    model.take(try SampleStatus.with(boards: 100), at: start)
    let lines = model.printed(width: 80).map(\.text)
    #expect(lines.contains { $0.hasPrefix("· b100 ") })
    #expect(!lines.contains { $0.contains("q leave") })
    #expect(lines.count < 130)
  }

  @Test("notes tell decisions, orders and troubles once, and when they are over")
  func notes() throws {
    var notes = StatusNotes()
    let calm = try SampleStatus.with(boards: 4)
    let bad = try SampleStatus.with(
      boards: 4, troubles: #"{"for_s":1,"key":"pool","text":"The pool is out of reach."}"#)
    #expect(notes.take(calm) == ["10:30  run, 2 wanted: \(calm.decision.reason)"])
    #expect(notes.take(calm) == [])
    #expect(notes.take(bad) == ["10:30  Trouble: The pool is out of reach."])
    #expect(notes.take(bad) == [])
    #expect(notes.take(calm) == ["10:30  Over: The pool is out of reach."])
    #expect(notes.decisions == 1)
  }
}
