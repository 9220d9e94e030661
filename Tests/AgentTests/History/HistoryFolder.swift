import Foundation

/// A directory of its own for one test, gone with the test.
final class HistoryFolder: Sendable {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.appending(path: "akkurat-history-\(UUID().uuidString)").path()
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  var history: String { path + "/history.sqlite" }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
