internal import Foundation
internal import Glibc

/// A file that is replaced as a whole: new bytes beside it, flushed to the card, then renamed over it. A symbolic link is
/// followed, and the mode stays what it was.
struct ReplacedFile: Sendable {
  let path: String

  /// Replaces it; returns why it could not.
  func write(_ bytes: [UInt8]) -> String? {
    let target = (path as NSString).resolvingSymlinksInPath
    let known = try? FileManager.default.attributesOfItem(atPath: target)
    let mode = (known?[.posixPermissions] as? Int).map { mode_t($0 & 0o777) } ?? 0o644
    let temporary = target + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return reason() }
    defer { close(descriptor) }
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
      rename(temporary, target) == 0
    else {
      let reason = reason()
      unlink(temporary)
      return reason
    }
    return nil
  }

  private func reason() -> String { String(cString: strerror(errno)) }
}
