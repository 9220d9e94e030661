import Foundation
import Units

/// Appends lines to a file for each user, day and hour, and never fills the card: written at most every ten minutes, the
/// oldest files of the tool go when all of them pass 8 MB.
struct HourLog: Sendable {
  /// All files of one tool together, bytes.
  static let most = 8_000_000
  private static let patience: Duration = .minutes(10)

  private let directory: String
  private let tool: String
  private let zone: LocalZone
  private var waiting: [String] = []
  private var path: String?
  private var writtenAt: Uptime?
  /// Why nothing is written any more.
  private(set) var failure: String?

  init(directory: String, tool: String, zone: LocalZone) {
    self.directory = directory
    self.tool = tool
    self.zone = zone
  }

  /// Where logs lie unless somebody says otherwise; nil for a user without a home.
  static var standard: String? {
    let environment = ProcessInfo.processInfo.environment
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/akkurat" }
    return environment["HOME"].map { $0 + "/.local/state/akkurat" }
  }

  /// `perf-sun-2026-11-22-14.log`: tool, user, day and hour of the clock on the wall. A user's name is reduced to what
  /// cannot lead out of the directory.
  static func fileName(tool: String, user: String, at time: UnixTime, zone: LocalZone) -> String {
    let name = user.utf8.prefix(64).map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: String(UnicodeScalar(byte))
      default: "%" + String(byte, radix: 16)
      }
    }.joined()
    return "\(tool)-\(name)-\(zone.date(at: time))-\(zone.clock(at: time).prefix(2)).log"
  }

  /// Keeps lines; they reach the file within ten minutes, with the hour, or at the end.
  ///
  /// - Parameter onlyFirst: only when the hour's file is new.
  mutating func add(_ lines: [String], user: String, at now: Moment, onlyFirst: Bool = false) {
    guard failure == nil else { return }
    let next = directory + "/" + Self.fileName(tool: tool, user: user, at: now.wall, zone: zone)
    if next != path {
      write(at: now.uptime)
      path = next
    } else if onlyFirst {
      return
    }
    waiting += lines
    if writtenAt.map({ now.uptime - $0 >= Self.patience }) ?? false { write(at: now.uptime) }
    if writtenAt == nil { writtenAt = now.uptime }
  }

  /// Writes what waits.
  mutating func write(at now: Uptime) {
    writtenAt = now
    guard failure == nil, let path, !waiting.isEmpty else { return }
    defer { waiting = [] }
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
      try handle.write(contentsOf: Data((waiting.joined(separator: "\n") + "\n").utf8))
      try thin()
    } catch {
      failure = "The log \(path) cannot be written (\(error)); nothing more is logged."
    }
  }

  private func thin() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
      .filter { $0.hasPrefix("\(tool)-") && $0.hasSuffix(".log") }
    let files = names.compactMap { name -> (path: String, size: Int, time: Date)? in
      let path = "\(directory)/\(name)"
      guard let about = try? FileManager.default.attributesOfItem(atPath: path), let size = about[.size] as? Int,
        let time = about[.modificationDate] as? Date
      else { return nil }
      return (path, size, time)
    }.sorted { $0.time < $1.time }
    var total = files.reduce(0) { $0 + $1.size }
    for file in files where total > Self.most && file.path != path {
      try FileManager.default.removeItem(atPath: file.path)
      total -= file.size
    }
  }
}
