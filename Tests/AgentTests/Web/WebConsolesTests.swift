import Testing
import Units

@testable import Agent

@Suite("Consoles of the page")
struct WebConsolesTests {
  struct Nobody: ControlResponder {
    func answer(to call: ControlCall) async -> ControlReply { .line("{}") }
  }

  func console() -> ConsoleSession { ConsoleSession(Nobody(), face: "web", user: "t") }

  @Test("a fifth console ends the one that was used longest ago; names differ and cannot be guessed")
  func few() {
    var consoles = WebConsoles()
    let names = (0..<4).map { consoles.add(console(), at: .zero + .seconds(Double($0))) }
    #expect(consoles.console(names[0], at: .zero + .seconds(10)) != nil)
    let fifth = consoles.add(console(), at: .zero + .seconds(11))
    #expect(consoles.count == 4 && Set(names + [fifth]).count == 5 && fifth.count >= 20)
    #expect(consoles.console(names[1], at: .zero + .seconds(12)) == nil)
    #expect(consoles.console(names[0], at: .zero + .seconds(12)) != nil)
  }

  @Test("a console that nobody uses ends after a quarter of an hour, one that is used does not")
  func idle() {
    var consoles = WebConsoles()
    let (used, left) = (consoles.add(console(), at: .zero), consoles.add(console(), at: .zero))
    #expect(consoles.console(used, at: .zero + .minutes(14)) != nil)
    #expect(consoles.console(left, at: .zero + .minutes(15)) == nil)
    #expect(consoles.console(used, at: .zero + .minutes(28)) != nil)
    consoles.remove(used)
    #expect(consoles.count == 0)
  }
}
