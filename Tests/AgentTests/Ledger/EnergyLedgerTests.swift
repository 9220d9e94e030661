import Agent
import Testing
import Units

@Suite("The book of watt-hours")
struct EnergyLedgerTests {
  func flows(panel: Double?, battery: Double?, board: Double = 0.1) -> EnergyFlows {
    EnergyFlows(
      panel: panel.map { Watts($0) }, battery: battery.map { Watts($0) }, boards: ["b1": Watts(board)], host: Watts(1),
      conversion: Watts(0.2))
  }

  @Test("what came in less what was stored is what was used")
  func balance() {
    var ledger = EnergyLedger()
    for second in 0...3600 { ledger.enter(flows(panel: 5, battery: 3.7), at: Uptime(seconds: Double(second))) }
    #expect(abs(ledger.panel.value - 5) < 1e-9)
    #expect(abs(ledger.charged.value - 3.7) < 1e-9)
    #expect(abs(ledger.load.value - 1.3) < 1e-9)
    #expect(abs(ledger.residual.value) < 1e-9)
    #expect(ledger.accounted == .seconds(3600))
  }

  @Test("a changing power is integrated by trapezoids; discharge counts by itself")
  func trapezoid() {
    var ledger = EnergyLedger()
    ledger.enter(flows(panel: 0, battery: -1), at: Uptime(seconds: 0))
    ledger.enter(flows(panel: 2, battery: -3), at: Uptime(seconds: 36))
    #expect(abs(ledger.panel.value - 0.01) < 1e-12)
    #expect(abs(ledger.discharged.value - 0.02) < 1e-12)
    #expect(ledger.charged == .zero)
  }

  @Test("an unknown power or a long silence is a gap and never a guess")
  func gaps() {
    var ledger = EnergyLedger(longestStep: .seconds(15))
    ledger.enter(flows(panel: 5, battery: 3), at: Uptime(seconds: 0))
    ledger.enter(flows(panel: nil, battery: 3), at: Uptime(seconds: 10))
    ledger.enter(flows(panel: 5, battery: 3), at: Uptime(seconds: 20))
    ledger.enter(flows(panel: 5, battery: 3), at: Uptime(seconds: 50))
    #expect(ledger.panel == .zero)
    #expect(ledger.gaps == .seconds(50))
  }
}
