import Agent
import Foundation
import Testing

@testable import akkurat

/// The very command in a terminal, on the simulated rig.
@Suite("akkurat top in a terminal", .serialized)
struct TopTerminalTests {
  @Test("draws, scrolls, takes a new size, loses the agent, finds it again, and leaves the terminal as it was")
  func wholeLife() async throws {
    let state = FileManager.default.temporaryDirectory.appending(path: "akkurat-top-\(UUID())").path()
    defer { try? FileManager.default.removeItem(atPath: state) }
    let arguments = ["--speed", "60", "--start-full", "--boards", "12", "--state", state]
    let first = try await SimulatedStage.open(arguments)
    let terminal = try PseudoTerminal(["top", "--socket", first.socketPath])
    let before = terminal.mode
    _ = try await terminal.wait(for: "boards: 1-")
    #expect(terminal.text.hasPrefix("\u{1B}[?1049h"))
    #expect(terminal.mode != before)
    var place = terminal.text.count
    terminal.type("\u{1B}[B")
    _ = try await terminal.wait(for: "boards: 2-", after: place)
    place = terminal.text.count
    terminal.resize(width: 100, height: 60)
    let large = try await terminal.wait(for: "b12", after: place)
    #expect(large.contains("\u{1B}[2J") && large.contains("\u{1B}[60;1H"))
    place = terminal.text.count
    try await first.close()
    _ = try await terminal.wait(for: "NO AGENT", after: place)
    place = terminal.text.count
    let second = try await SimulatedStage.open(arguments)
    _ = try await terminal.wait(for: "The agent is back", after: place)
    terminal.type("q")
    #expect(try await terminal.end() == 0)
    #expect(terminal.text.hasSuffix("\u{1B}[?25h\u{1B}[?1007l\u{1B}[?1049l"))
    #expect(terminal.mode == before)
    try await second.close()
  }

  @Test("a signal leaves the terminal as it was", arguments: [SIGINT, SIGTERM, SIGHUP])
  func signals(number: Int32) async throws {
    let stage = try await SimulatedStage.open(["--speed", "60", "--start-full"])
    let terminal = try PseudoTerminal(["top", "--socket", stage.socketPath])
    let before = terminal.mode
    _ = try await terminal.wait(for: "q leave")
    terminal.signal(number)
    #expect(try await terminal.end() == 0)
    #expect(terminal.mode == before && terminal.text.hasSuffix("\u{1B}[?1049l"))
    try await stage.close()
  }

  @Test("NO_COLOR takes the colours and leaves the words")
  func noColour() async throws {
    let stage = try await SimulatedStage.open(["--speed", "60", "--start-full"])
    let colourful = try PseudoTerminal(["top", "--once", "--socket", stage.socketPath])
    #expect(try await colourful.end() == 0)
    #expect(try await colourful.wait(for: "Why").contains("\u{1B}["))
    let plain = try PseudoTerminal(["top", "--once", "--socket", stage.socketPath], environment: ["NO_COLOR": "1"])
    #expect(try await plain.end() == 0)
    #expect(try await !plain.wait(for: "Why").contains("\u{1B}["))
    try await stage.close()
  }

  @Test("without an agent at the start it says so and leaves with 69, the terminal untouched")
  func noAgent() async throws {
    let terminal = try PseudoTerminal(["top", "--socket", "/nonexistent/akkurat.sock"])
    #expect(try await terminal.end() == 69)
    let text = try await terminal.wait(for: "No agent answers")
    #expect(!text.contains("\u{1B}"))
  }
}
