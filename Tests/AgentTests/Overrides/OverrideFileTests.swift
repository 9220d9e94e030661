import Foundation
import Testing
import Units

@testable import Agent

@Suite("The owner's orders on disk")
struct OverrideFileTests {
  let file = OverrideFile(
    directory: FileManager.default.temporaryDirectory.appending(path: "akkurat-orders-\(UUID())").path())

  func stored() throws -> OverrideBook {
    var book = OverrideBook()
    for order: OverrideOrder in [.boards(2), .board("b1", isOn: true), .connections(1)] {
      _ = try book.take(
        OverrideRequest(order, from: OverrideOrigin(who: "pi", face: "web")), of: OverrideBookTests.rig, at: .zero,
        wall: noon, zone: .utc)
    }
    #expect(file.write(book.memory(at: .zero, wall: noon, boot: "a")) == nil)
    return book
  }

  @Test("orders survive as they were given")
  func survives() throws {
    #expect(file.read(at: .zero, wall: noon, boot: "a").book.standing.isEmpty)
    let book = try stored()
    let found = file.read(at: .zero, wall: noon, boot: "a")
    #expect(found.book == book && !found.isBroken)
  }

  @Test("Scenario 22: a file cut off or changed at any byte is a pause of two hours, never other orders")
  func torn() throws {
    _ = try stored()
    let whole = try #require(FileManager.default.contents(atPath: file.path))
    func check(_ bytes: Data, _ what: Comment) throws {
      try bytes.write(to: URL(filePath: file.path))
      let found = file.read(at: .zero, wall: noon, boot: "a")
      #expect(found.isBroken, what)
      #expect(found.book.standing.map(\.order) == [.pause], what)
      #expect(found.book.standing[0].remaining(at: .zero) == OverrideRequest.usual)
    }
    for length in 0..<whole.count - 1 { try check(whole.prefix(length), "cut at \(length)") }
    for place in 0..<whole.count - 1 {
      var changed = whole
      changed[place] ^= 0x41
      try check(changed, "changed at \(place)")
    }
  }
}
