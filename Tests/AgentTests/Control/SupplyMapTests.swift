import Testing

@testable import Agent

@Suite("Switches and boards")
struct SupplyMapTests {
  let map = SupplyMap(boards: [("b1", "s1"), ("b2", "s2"), ("b3", "s2"), ("b4", nil)])

  @Test("a shared supply is on while any of its boards is wanted")
  func shared() {
    #expect(map.steps(wanted: ["b3"], on: []) == [.on(.init(name: "s2", boards: ["b2", "b3"]))])
    #expect(map.steps(wanted: ["b2"], on: ["s2"]) == [])
    #expect(map.steps(wanted: [], on: ["s2"]) == [.off(.init(name: "s2", boards: ["b2", "b3"]))])
  }

  @Test("offs come before ons, so that the battery never feeds more than was decided")
  func order() {
    #expect(
      map.steps(wanted: ["b2"], on: ["s1"]) == [
        .off(.init(name: "s1", boards: ["b1"])), .on(.init(name: "s2", boards: ["b2", "b3"])),
      ])
  }

  @Test("a board without a switch needs none")
  func always() {
    #expect(map.steps(wanted: ["b4"], on: []) == [])
  }
}
