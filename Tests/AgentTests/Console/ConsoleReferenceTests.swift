import Foundation
import Testing

@testable import Agent

@Suite("doc/console.md")
struct ConsoleReferenceTests {
  @Test("it has every letter with the words of the help")
  func letters() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../doc/console.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    for key in ConsoleKey.rig + ConsoleKey.tool where key.group != .raw {
      #expect(text.contains("| `\(key.usage)` | \(key.summary) | \(key.help) |\n"), "\(key.usage)")
    }
    for key in ConsoleKey.tool where key.group == .raw { #expect(text.contains("`\(key.letter)`")) }
  }
}
