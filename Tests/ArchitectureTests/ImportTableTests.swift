import Foundation
import Testing

/// The import table of doc/architecture.md, as a test: who may import whom among our own modules.
@Suite("The import table")
struct ImportTableTests {
  static let table: [String: Set<String>] = [
    "Units": [], "CLinuxBus": [], "CHash": [], "FirmwareCore": [],
    "Bus": ["Units", "CLinuxBus"],
    "Power": ["Units", "Bus"],
    "Mining": ["Units", "Bus", "CHash"],
    "Simulator": ["Units", "Bus", "FirmwareCore"],
    "Agent": ["Units", "Bus", "Power", "Mining"],
    "akkurat": ["Units", "Bus", "Power", "Mining", "Agent", "Simulator"],
  ]

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func folder(of room: String) -> URL {
    room == "FirmwareCore"
      ? root.appending(path: "Firmware/MiniPro/Core") : root.appending(path: "Sources/\(room)")
  }

  @Test("every room imports only what the table allows", arguments: table.keys.sorted())
  func roomKeepsToTheTable(room: String) throws {
    let own = Set(Self.table.keys)
    let allowed = try #require(Self.table[room])
    for (file, imports) in try Self.imports(in: Self.folder(of: room)) {
      let forbidden = imports.intersection(own).subtracting(allowed).subtracting([room])
      #expect(forbidden.isEmpty, "\(file) imports \(forbidden.sorted())")
    }
  }

  @Test("only Bus/Linux talks to the C seam")
  func seamIsUsedInOnePlace() throws {
    for (file, imports) in try Self.imports(in: Self.folder(of: "Bus")) where imports.contains("CLinuxBus") {
      #expect(file.contains("/Bus/Linux/"), "\(file) imports CLinuxBus outside of Bus/Linux")
    }
  }

  @Test("the check sees a forbidden import")
  func theCheckCanFail() {
    #expect(
      Self.modules(in: "internal import Units\n@testable public import Agent\nimport struct Power.X\n")
        == ["Units", "Agent", "Power"])
  }

  static func imports(in folder: URL) throws -> [(file: String, imports: Set<String>)] {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return try (files?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" }
      .map { ($0.path(percentEncoded: false), modules(in: try String(contentsOf: $0, encoding: .utf8))) }
  }

  static func modules(in source: String) -> Set<String> {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return Set(
      source.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let keyword = words.firstIndex(of: "import"), keyword <= 2,
          words[..<keyword].allSatisfy({
            $0.hasPrefix("@") || ["public", "internal", "package", "private"].contains($0)
          })
        else { return nil }
        let rest = words[(keyword + 1)...]
        let name = rest.first.map { kinds.contains($0) ? rest.dropFirst().first : $0 } ?? nil
        return name.map { String($0.prefix(while: { $0 != "." })) }
      })
  }
}
