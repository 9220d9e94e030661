import Agent
import Testing
import Units

@Suite("Troubles are told once")
struct ConditionBookTests {
  @Test("a trouble is told when it begins and when it ends, however often it is set between")
  func once() {
    var book = ConditionBook()
    let began = book.set("sensor.adc", to: "It is stuck.", at: Uptime(seconds: 1))
    #expect(began == .began(.init(key: "sensor.adc", text: "It is stuck.", since: Uptime(seconds: 1))))
    #expect(book.set("sensor.adc", to: "It is stuck, still.", at: Uptime(seconds: 2)) == nil)
    #expect(book.conditions.map(\.text) == ["It is stuck, still."])
    guard case .ended(_, let lasted) = book.set("sensor.adc", to: nil, at: Uptime(seconds: 61)) else {
      Issue.record("the end was not told")
      return
    }
    #expect(lasted == .seconds(60))
    #expect(book.set("sensor.adc", to: nil, at: Uptime(seconds: 62)) == nil)
  }
}
