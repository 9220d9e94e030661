internal import Foundation
internal import Glibc

/// One line of text on disk with its checksum, replaced atomically: at any moment the old or the new one is whole.
struct ChecksummedFile: Sendable {
  /// What was found.
  enum Found: Sendable, Hashable {
    case nothing
    case damaged
    case line(String)
  }

  let path: String

  /// The line as stored.
  func read() -> Found {
    guard let data = FileManager.default.contents(atPath: path) else { return .nothing }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 2, lines[1] == Self.checksum(of: lines[0]) else { return .damaged }
    return .line(String(lines[0]))
  }

  /// Stores a line at once; returns why it could not.
  func write(_ line: String) -> String? {
    do {
      let folder = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try replace(with: Array("\(line)\n\(Self.checksum(of: line[...]))\n".utf8))
      return nil
    } catch let error as POSIXError {
      return "\(path): \(String(cString: strerror(error.code.rawValue)))"
    } catch {
      return error.localizedDescription
    }
  }

  /// New file beside the old one, flushed to the card, then renamed over it; the folder is flushed too, so that the new
  /// one is what a power cut right after leaves.
  private func replace(with bytes: [UInt8]) throws {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    defer { close(descriptor) }
    let written = Glibc.write(descriptor, bytes, bytes.count)
    guard written == bytes.count, fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      // A card that takes only a part says nothing: it is full.
      let code = written >= 0 && written < bytes.count ? ENOSPC : errno
      unlink(temporary)
      throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
    }
    let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// FNV-1a, 64 bit: finds torn writes, which is all it is for.
  private static func checksum(of text: Substring) -> String {
    let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
