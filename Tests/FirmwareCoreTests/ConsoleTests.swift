import FirmwareCore
import Testing

@Suite("Serial console")
struct ConsoleTests {
  /// The console and what it has sent.
  private final class Terminal {
    var console = Console()

    var sent: String {
      var text = ""
      while let byte = console.nextByte() { text.unicodeScalars.append(UnicodeScalar(byte)) }
      return text
    }
  }

  private func say(_ text: String, _ terminal: Terminal, _ board: HostBoard) -> String {
    for byte in text.utf8 {
      guard let command = terminal.console.receive(byte) else { continue }
      let isDone = board.core.obey(command, at: board.now)
      if command.isTest { board.beginTest(difficulty: command.testDifficulty) }
      terminal.console.answer(command, isDone: isDone, &board.core)
    }
    return terminal.sent
  }

  @Test("Digits then a letter act at once, in either case")
  func acts() {
    let terminal = Terminal()
    let board = HostBoard()
    #expect(say("43V", terminal, board) == "V43\r\n")
    #expect(board.core.address == 43)
    #expect(say("6d", terminal, board) == "D6\r\n")
    #expect(say("7v", terminal, board) == "?\r\n")
    #expect(say("x", terminal, board) == "?\r\n")
    #expect(say("300V", terminal, board) == "?\r\n")
    #expect(say("99999999V", terminal, board) == "?\r\n")
    #expect(board.core.address == 43)
  }

  @Test("A test job prints result, ms and id")
  func tests() {
    let terminal = Terminal()
    let board = HostBoard()
    for index: UInt8 in 0..<8 { board.core.chipID[index] = 0x1A &+ index }
    #expect(say("1t", terminal, board) == "")
    board.finish()
    #expect(board.takeOrders() == .tellResult)
    terminal.console.tellResult(&board.core)
    #expect(terminal.sent == "77,20,DUCOID1A1B1C1D1E1F2021\r\n")
    #expect(say("r", terminal, board) == "77\r\n")
    #expect(say("h", terminal, board) == "")
    #expect(board.core.state == .searching)
    #expect(say("44v", terminal, board) == "?\r\n")
    #expect(say("a", terminal, board) == "")
    #expect(board.core.state == .idle)
  }

  @Test("Information has id, address, supply, reset cause and version")
  func informs() {
    let terminal = Terminal()
    let board = HostBoard()
    board.core.counters.supply = 4987
    board.core.counters.resetCause = 1
    #expect(say("i", terminal, board) == "DUCOID0000000000000000,42,4987,1,1.0\r\n")
  }
}
