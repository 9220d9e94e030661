import Testing

@testable import Agent

@Suite("What the bus tool may do while the rig mines")
struct BusRuleTests {
  func board(powered: Bool, working: Bool, held: Bool) -> BusRule {
    BusRule(resident: .board(name: "b1", number: 1, isPowered: powered, isWorking: working, isHeld: held))
  }

  @Test("a board without supply is never addressed", arguments: [true, false], [true, false])
  func unpowered(working: Bool, held: Bool) {
    for deed in [BusRule.Deed.read, .write, .readdress] {
      #expect(board(powered: false, working: working, held: held).refusal(of: deed)?.contains("no supply") == true)
    }
  }

  @Test("a board that mines or may get a job is neither read nor written; the refusal says to hold it first")
  func mining() {
    for working in [true, false] {
      #expect(board(powered: true, working: working, held: false).refusal(of: .read)?.contains("with k") == true)
      #expect(board(powered: true, working: working, held: false).refusal(of: .write)?.contains("with k") == true)
    }
    #expect(board(powered: true, working: true, held: true).refusal(of: .read)?.contains("last job") == true)
  }

  @Test("a held board that is done may be read and written, but keeps its address")
  func held() {
    let rule = board(powered: true, working: false, held: true)
    #expect(rule.refusal(of: .read) == nil && rule.refusal(of: .write) == nil)
    #expect(rule.refusal(of: .readdress)?.contains("akkurat board address") == true)
  }

  @Test("sensors and expanders may be read only; drivers of the kernel not at all; strangers are the owner's matter")
  func others() {
    #expect(BusRule(resident: .part(name: "battery")).refusal(of: .read) == nil)
    #expect(BusRule(resident: .part(name: "battery")).refusal(of: .write) != nil)
    #expect(BusRule(resident: .driver).refusal(of: .read) != nil)
    for deed in [BusRule.Deed.read, .write, .readdress] {
      #expect(BusRule(resident: .stranger).refusal(of: deed) == nil)
    }
  }
}
