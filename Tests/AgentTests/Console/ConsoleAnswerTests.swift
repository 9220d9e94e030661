import Testing

@testable import Agent

@Suite("What the console shows")
struct ConsoleAnswerTests {
  /// Text as shown, its broken lines joined again.
  func joined(_ shown: String) -> String {
    var text = ""
    for line in shown.split(separator: "\r\n") {
      text += line.hasPrefix("  ") ? " " + line.drop { $0 == " " } : "\n" + line
    }
    return text
  }

  @Test("p has the status's reason and next change word for word, within 80 columns")
  func power() {
    let status = Samples.status
    var typist = Typist.typing("p")
    typist.answer(status.json())
    let text = joined(typist.shown)
    #expect(text.contains("Why      \(status.decision.reason)"))
    #expect(text.contains("Changes  \(status.decision.changes)"))
    #expect(typist.shown.split(separator: "\r\n").allSatisfy { $0.count <= 80 })
    #expect(typist.shown.contains("Power    panel 7.50 W, into the battery 5.52 W"))
  }

  @Test("P has the same words, and a plot")
  func plan() {
    let hour = PlanDocument.Hour(
      time: "2026-03-01T12:00:00Z", local: "13:00", panelW: 4, panelLowW: 1, panelHighW: 8, boards: 3,
      stateOfCharge: 0.75, chargeLow: 0.7, chargeHigh: 0.8)
    let document = PlanDocument(
      decision: Samples.status.decision, plan: "Sun.", boards: 4, disconnect: 0.2, hours: [hour])
    var typist = Typist.typing("P")
    typist.answer(document.json())
    #expect(joined(typist.shown).contains("Why      \(Samples.status.decision.reason)"))
    #expect(typist.shown.contains("13:00    4.0 (1.0-8.0)     ####===========---------------    3     75 (70-80)"))
    #expect(typist.shown.split(separator: "\r\n").allSatisfy { $0.count <= 80 })
  }

  @Test("an order is answered with the very lines of akkurat override")
  func order() {
    var typist = Typist.typing("3N")
    let answer = Samples.taken(id: "o9")
    typist.answer(answer.json())
    for line in OrderText(answer).lines { #expect(joined(typist.shown).contains(line)) }
  }

  @Test("u takes off what was counted before, in this console alone")
  func reset() {
    var typist = Typist.typing("o")
    typist.answer(Samples.connections(names: ["b1"], jobs: 140).json())
    #expect(typist.shown.contains("140/-"))
    typist.type("u")
    typist.answer(Samples.connections(names: ["b1"], jobs: 150).json())
    typist.type("o")
    typist.answer(Samples.connections(names: ["b1"], jobs: 153).json())
    #expect(typist.shown.contains("3/-"))
  }

  @Test("an answer of another version is told and changes nothing", arguments: ["opBTPEROsSN3y"])
  func nonsense(letters: String) {
    for letter in letters {
      var typist = Typist.typing("1\(letter)")
      guard !typist.asked.isEmpty else { continue }
      typist.answer("{\"v\":1}")
      typist.answer("garbage")
      #expect(typist.shown.contains("not understood"))
    }
  }

  @Test("no line is wider than 80 columns and no word is lost", arguments: 1...40)
  func wrapping(seed: Int) {
    var random = SplitMix(UInt64(seed))
    let words = (0..<30).map { _ in String(repeating: "w", count: Int(random.next() % 14) + 1) }
    let line = "Why      " + words.joined(separator: " ")
    let rows = ConsoleText.wrapped(line)
    #expect(rows.allSatisfy { $0.count <= 80 })
    #expect(rows.joined(separator: " ").split(separator: " ") == line.split(separator: " "))
    #expect(rows.dropFirst().allSatisfy { $0.hasPrefix("         w") })
  }

  @Test("a word longer than a line is cut")
  func longWord() {
    let rows = ConsoleText.wrapped(String(repeating: "x", count: 1000))
    #expect(rows.allSatisfy { $0.count <= 80 } && rows.map { $0.filter { $0 == "x" }.count }.reduce(0, +) == 1000)
  }
}
