internal import Foundation
internal import Units

/// The orders on disk, written at once when one changes.
///
/// A file that is broken counts as a pause of the usual length: something was ordered, nobody knows what, and a pause
/// can do no harm.
struct OverrideFile: Sendable {
  /// How often what is left is written anew while orders stand: a reboot without a calendar forgets at most this.
  static let interval = Duration.minutes(10)

  /// Who pauses when the file is broken.
  static let brokenFile = OverrideOrigin(who: "akkurat", face: "broken file")

  private let file: ChecksummedFile

  /// A file in the state directory.
  init(directory: String) {
    file = ChecksummedFile(path: directory + "/overrides.json")
  }

  /// Where it lies.
  var path: String { file.path }

  /// The orders as stored; `isBroken` when they cannot be read.
  func read(at now: Uptime, wall: UnixTime?, boot: String?) -> (book: OverrideBook, isBroken: Bool) {
    switch file.read() {
    case .nothing: return (OverrideBook(), false)
    case .damaged: return (Self.broken(at: now), true)
    case .line(let line):
      let memory = try? JSONDecoder().decode(OverrideMemory.self, from: Data(line.utf8))
      guard let memory, memory.version == 1 else { return (Self.broken(at: now), true) }
      return (OverrideBook(memory, at: now, wall: wall, boot: boot), false)
    }
  }

  private static func broken(at now: Uptime) -> OverrideBook {
    var book = OverrideBook()
    book.standing = [
      Override(
        id: 1, order: .pause, origin: brokenFile, setAt: nil,
        deadline: now + OverrideRequest.usual, until: nil)
    ]
    book.nextID = 2
    return book
  }

  /// Stores the orders at once; returns why it could not.
  func write(_ memory: OverrideMemory) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let body = try? encoder.encode(memory) else { return "the orders cannot be written as text" }
    return file.write(String(decoding: body, as: UTF8.self))
  }
}
