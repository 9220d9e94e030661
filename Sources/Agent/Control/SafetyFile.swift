internal import Foundation
internal import Power
internal import Units

/// The floor's latch on disk, so that a reboot does not forget it.
///
/// A file that is broken counts as a latch of unknown voltage: after a power cut in the middle of a write the rig
/// waits for the resume voltage rather than starting on an empty battery.
struct SafetyFile: Sendable {
  private struct Contents: Codable {
    var version = 1
    var latch: Latch?
  }

  private let file: ChecksummedFile

  /// A file in the state directory.
  init(directory: String) {
    file = ChecksummedFile(path: directory + "/safety.json")
  }

  /// Where it lies.
  var path: String { file.path }

  /// The latch as stored; nil when there is none or there never was a file.
  func read() -> Latch? {
    let unknown = Latch(voltage: .zero, wall: nil)
    switch file.read() {
    case .nothing: return nil
    case .damaged: return unknown
    case .line(let line):
      let contents = try? JSONDecoder().decode(Contents.self, from: Data(line.utf8))
      guard let contents, contents.version == 1 else { return unknown }
      return contents.latch
    }
  }

  /// Stores the latch at once; returns why it could not.
  func write(_ latch: Latch?) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let body = try? encoder.encode(Contents(latch: latch)) else { return "the latch cannot be written as text" }
    return file.write(String(decoding: body, as: UTF8.self))
  }
}
