internal import Foundation
internal import Glibc
internal import Power
internal import Units

/// The floor's latch on disk, so that a reboot does not forget it: one small checksummed file, replaced atomically.
///
/// A file that is broken counts as a latch of unknown voltage: after a power cut in the middle of a write the rig
/// waits for the resume voltage rather than starting on an empty battery.
struct SafetyFile: Sendable {
  private struct Contents: Codable {
    var version = 1
    var latch: Latch?
  }

  let path: String

  /// A file in the state directory.
  init(directory: String) {
    path = directory + "/safety.json"
  }

  /// The latch as stored; nil when there is none or there never was a file.
  func read() -> Latch? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 2, lines[1] == Self.checksum(of: lines[0]),
      let contents = try? JSONDecoder().decode(Contents.self, from: Data(lines[0].utf8)), contents.version == 1
    else { return Latch(voltage: .zero, wall: nil) }
    return contents.latch
  }

  /// Stores the latch at once; returns why it could not.
  func write(_ latch: Latch?) -> String? {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let line = String(decoding: try encoder.encode(Contents(latch: latch)), as: UTF8.self)
      let folder = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try replace(with: Array("\(line)\n\(Self.checksum(of: line[...]))\n".utf8))
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// New file beside the old one, flushed to the card, then renamed over it: at any moment one of the two is whole.
  private func replace(with bytes: [UInt8]) throws {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    defer { close(descriptor) }
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
      rename(temporary, path) == 0
    else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  /// FNV-1a, 64 bit: finds torn writes, which is all it is for.
  private static func checksum(of text: Substring) -> String {
    let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
