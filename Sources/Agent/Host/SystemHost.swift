internal import Foundation
internal import Glibc
public import Units

/// This machine. Its user needs the right to power down: `packaging/polkit`, or a command by sudo.
public struct SystemHost: HostPower {
  /// Nothing is done yet.
  public init() {}

  public func run(_ command: [String]) async throws(HostPowerError) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = FileHandle.nullDevice
    let status: Int32? = await withCheckedContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(returning: nil)
      }
    }
    guard status == 0 else {
      let why = status.map { "ended with \($0)" } ?? "cannot be started"
      throw HostPowerError("\"\(command.joined(separator: " "))\" \(why).")
    }
  }

  /// Source: Linux Documentation/ABI/testing/rtc-cdev and rtc-sysfs: an alarm that is set must be cleared by 0 first; `+N` is
  /// N seconds from now by the clock's own time.
  public func setAlarm(_ path: String, after time: Duration) throws(HostPowerError) {
    for text in ["0", "+\(Int64(time.inSeconds.rounded()))"] {
      let file = open(path, O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { throw HostPowerError("\(path) cannot be opened: \(String(cString: strerror(errno))).") }
      defer { close(file) }
      guard write(file, text, text.utf8.count) == text.utf8.count else {
        throw HostPowerError("\(path) does not take \(text): \(String(cString: strerror(errno))).")
      }
    }
  }
}
