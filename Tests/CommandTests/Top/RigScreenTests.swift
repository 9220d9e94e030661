import Agent
import Testing

@testable import akkurat

@Suite("A rig on one screen")
struct RigScreenTests {
  static let sizes = [(80, 24), (120, 50), (40, 12), (20, 5), (300, 100), (1, 1)]

  func text(_ status: StatusDocument, _ frame: RigScreen.Frame = .init(), width: Int = 80, height: Int = 24)
    -> [String]
  {
    RigScreen(width: width, height: height).lines(status, frame).map(\.text)
  }

  @Test("fits every size, to the column and the row", arguments: sizes)
  func fits(width: Int, height: Int) throws {
    for boards in [0, 4, 100] {
      let lines = text(try SampleStatus.with(boards: boards), .init(footer: "q leave"), width: width, height: height)
      #expect(lines.count <= height)
      #expect(lines.allSatisfy { $0.count <= width })
      #expect(lines.last == String("q leave".prefix(width)))
    }
  }

  @Test("shows reason and next change word for word, however narrow")
  func words() throws {
    let status = try SampleStatus.with(boards: 4)
    for width in [40, 80, 200] {
      let joined = text(status, width: width, height: 60).joined(separator: " ").split(separator: " ")
        .joined(separator: " ")
      #expect(joined.contains(status.decision.reason))
      #expect(joined.contains("\(status.decision.changes) (in 10 min at the earliest)"))
    }
  }

  @Test("the battery stands with its uncertainty, the sun with the panel's peak")
  func numbers() throws {
    let lines = text(try SampleStatus.with(boards: 4))
    #expect(lines.contains("Battery  [###############---------------] 50 % ± 5 %  13.20 V  -0.123 A"))
    #expect(lines.contains("Sun      [###############---------------] 2.50 W of 5 W"))
    #expect(lines.contains("Boards   ● · ● ·   2 of 4 on"))
  }

  @Test("what is missing is said and never shown as 0")
  func missing() throws {
    let status = try SampleStatus.with(boards: 1) {
      $0.panelW = nil
      $0.battery.stateOfCharge = nil
      $0.battery.voltageV = nil
      $0.battery.quality = "stale"
    }
    let lines = text(status)
    #expect(lines.contains { $0.hasPrefix("Sun      [?") && $0.hasSuffix("not measured") })
    #expect(lines.contains { $0.contains("charge unknown  no voltage (stale)") })
  }

  @Test("orders, schedule and troubles stand on the screen; a trouble in colour")
  func troubles() throws {
    let status = try SampleStatus.with(
      boards: 4,
      troubles: #"{"for_s":90,"key":"pool","text":"The pool is out of reach; boards rest until it answers."}"#,
      schedule: #"{"rules":["nights"],"words":"a pause","overruled":true,"changes_local":"2026-06-02 06:00"}"#)
    let lines = RigScreen(width: 80, height: 40).lines(status, .init())
    #expect(lines.contains { $0.text.hasPrefix("Schedule a pause, overruled by an order; changes 2026-06-02 06:00") })
    let trouble = try #require(lines.first { $0.text.hasPrefix("Trouble  The pool is out of reach") })
    #expect(trouble.encoded(inColour: true).hasPrefix("\u{1B}[31m"))
    #expect(trouble.encoded(inColour: false) == trouble.text)
  }

  @Test("a small screen keeps charge, stage and reason longest")
  func small() throws {
    let lines = text(try SampleStatus.with(boards: 50), width: 80, height: 8).map { String($0.prefix(8)) }
    for label in ["AKKURAT ", "Battery ", "Stage   ", "Why     "] { #expect(lines.contains(label), "\(label)") }
    #expect(!lines.contains("Energy  "))
  }
}
