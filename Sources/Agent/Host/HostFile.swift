internal import Foundation

/// How often the host was started without reaching the resume voltage, over its starts.
struct HostFile: Sendable {
  private struct Contents: Codable {
    var version = 1
    var failedStarts: Int
  }

  private let file: ChecksummedFile

  /// A file in the state directory.
  init(directory: String) {
    file = ChecksummedFile(path: directory + "/host.json")
  }

  /// The count; 0 when there is none, 1 when the file is broken: a power cut is a sign of an empty battery.
  func read() -> Int {
    switch file.read() {
    case .nothing: return 0
    case .damaged: return 1
    case .line(let line):
      guard let contents = try? JSONDecoder().decode(Contents.self, from: Data(line.utf8)), contents.version == 1 else {
        return 1
      }
      return max(0, contents.failedStarts)
    }
  }

  /// Stores the count; returns why it could not.
  func write(_ failedStarts: Int) -> String? {
    guard let body = try? JSONEncoder().encode(Contents(failedStarts: failedStarts)) else { return "it has no text" }
    return file.write(String(decoding: body, as: UTF8.self))
  }
}
