import Bus
import Testing
import Units

@testable import Agent

@Suite("Who is on a bus and should not be (scenario 17)")
struct BusCensusTests {
  private let places: [String: I2CAddress] = ["b1": 41, "b2": 42]

  @Test("a stranger is named; with a board missing, the sentence leads to a changed address")
  func strangers() {
    var census = BusCensus(bus: "main", boards: places)
    #expect(census.findings(missing: []).isEmpty)
    census.scanned([45], at: .zero)
    let alone = census.findings(missing: [])
    #expect(alone.map(\.key) == ["bus.main.stranger.45"])
    #expect(alone[0].text.contains("45 (0x2d)") && !alone[0].text.contains("missing"))
    let lost = census.findings(missing: ["b2"])
    #expect(lost[0].text.contains("board \"b2\" is missing from 42 (0x2a)"))
    #expect(lost[0].key == alone[0].key)
    census.scanned([], at: .zero)
    #expect(census.findings(missing: ["b2"]).isEmpty)
  }

  @Test("one id told at two addresses is one board at both")
  func double() {
    var census = BusCensus(bus: "main", boards: places)
    census.identified("b1", as: "DUCOID31")
    census.identified("b2", as: "DUCOID32")
    #expect(census.findings(missing: []).isEmpty)
    census.identified("b2", as: "DUCOID31")
    #expect(census.findings(missing: []).map(\.key) == ["bus.main.chip.DUCOID31"])
  }

  @Test("boards that were swapped are told at each place; swapped back, it is over")
  func swapped() {
    var census = BusCensus(bus: "main", boards: places)
    census.identified("b1", as: "DUCOID31")
    census.identified("b2", as: "DUCOID32")
    census.identified("b1", as: "DUCOID32")
    census.identified("b2", as: "DUCOID31")
    #expect(census.findings(missing: []).map(\.key) == ["bus.main.moved.b1", "bus.main.moved.b2"])
    census.identified("b1", as: "DUCOID31")
    census.identified("b2", as: "DUCOID32")
    #expect(census.findings(missing: []).isEmpty)
    census.identified("b1", as: "DUCOID32")
    census.identified("b2", as: "DUCOID31")
    census.settle()
    #expect(census.findings(missing: []).isEmpty, "the owner has said that it is right")
  }
}
