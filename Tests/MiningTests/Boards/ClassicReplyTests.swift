import Testing

@testable import Mining

@Suite("Replies of a classic board")
struct ClassicReplyTests {
  @Test("a number is decimal digits, right-aligned with spaces, and nothing else")
  func numbers() {
    #expect(ClassicReply.number(Array("  377".utf8)) == 377)
    #expect(ClassicReply.number(Array("65535".utf8)) == 65535)
    for text in [" -377", "+1234", "     ", "3 7  ", " 0x1f", "377", "123456"] {
      #expect(ClassicReply.number(Array(text.utf8)) == nil, "\(text)")
    }
  }
}
