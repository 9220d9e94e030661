import Testing

@testable import akkurat

@Suite("Drawing in a terminal")
struct TerminalDrawingTests {
  @Test("the first frame clears the screen, later ones write what changed and nothing else")
  func painter() {
    var painter = FramePainter(isInColour: false)
    #expect(
      painter.paint(["one", "two"], width: 80)
        == "\u{1B}[H\u{1B}[2J\u{1B}[1;1Hone\u{1B}[K\u{1B}[2;1Htwo\u{1B}[K\u{1B}[H")
    #expect(painter.paint(["one", "two"], width: 80) == "")
    #expect(painter.paint(["one", "2"], width: 80) == "\u{1B}[2;1H2\u{1B}[K\u{1B}[H")
    #expect(painter.paint(["one"], width: 80) == "\u{1B}[2;1H\u{1B}[K\u{1B}[H")
    painter.forget()
    #expect(painter.paint(["one"], width: 80).hasPrefix("\u{1B}[H\u{1B}[2J"))
  }

  @Test("no line is wider than the screen, styles or not")
  func clips() {
    let line = StyledLine("12345", .bad) + StyledLine("67890")
    #expect(line.clipped(to: 7).text == "1234567")
    #expect(line.clipped(to: 7).encoded(inColour: true) == "\u{1B}[31m12345\u{1B}[0m67")
    #expect(line.clipped(to: 5).pieces.count == 1)
    #expect(line.clipped(to: 0).text == "")
  }

  @Test("cursor keys, pages and letters of many bytes are read, also byte by byte")
  func keys() {
    let bytes = Array("a\u{1B}[A\u{1B}OB\u{1B}[5~ö\r\u{7F}\u{3}\u{1B}[1;5C?".utf8)
    let keys: [Key] = [
      .letter("a"), .up, .down, .pageUp, .letter("ö"), .enter, .backspace, .control("c"), .letter("?"),
    ]
    var whole = KeyReader()
    #expect(whole.read(bytes) == keys)
    var slow = KeyReader()
    #expect(bytes.flatMap { slow.read([$0], isAll: false) } == keys)
  }

  @Test("a lone escape is a key once nothing follows")
  func escape() {
    var reader = KeyReader()
    #expect(reader.read([0x1B], isAll: false) == [])
    #expect(reader.isWaiting)
    #expect(reader.read([]) == [.escape])
    #expect(!reader.isWaiting)
  }

  @Test("a stranger's name moves no cursor and fills no screen")
  func shown() {
    #expect("a\u{1B}[2Jb\u{7}\n\u{202E}c".shown() == "a?[2Jb???c")
    #expect(String(repeating: "x", count: 1000).shown(limit: 10) == "xxxxxxxxxx")
  }

  @Test("text breaks at blanks under its label; a long word stands alone")
  func wraps() {
    #expect(
      WrappedText(label: "Why  ", text: "one two three", width: 12).lines == ["Why  one two", "     three"])
    #expect(
      WrappedText(label: "W ", text: "a bbbbbbbbbbbb c", width: 8).lines == ["W a", "  bbbbbbbbbbbb", "  c"])
  }
}
