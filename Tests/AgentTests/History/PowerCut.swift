import Foundation

/// What a card may hold after the power failed at a point of a log: all that was flushed, and of what came later any
/// part in any order, torn at any sector.
struct PowerCut {
  /// Contents by file.
  private(set) var files: [String: [UInt8]] = [:]
  /// Batches that the program had been promised.
  private(set) var promised = 0

  init(_ log: [WriteLog.Entry], at point: Int, dice: inout SplitMix) {
    var pending: [WriteLog.Entry] = []
    for entry in log.prefix(point) {
      switch entry {
      case .promise(let batches): promised = batches
      case .sync(let file):
        // Everything of this file is on the card now, in order; deletions and truncations of it too.
        for earlier in pending where Self.file(of: earlier) == file { apply(earlier) }
        pending.removeAll { Self.file(of: $0) == file }
      case .write, .truncate, .delete: pending.append(entry)
      }
    }
    lose(pending, dice: &dice)
  }

  /// What was under way reaches the card or does not, in any order.
  private mutating func lose(_ pending: [WriteLog.Entry], dice: inout SplitMix) {
    let share = Double.random(in: 0...1, using: &dice)
    let survivors = pending.filter { _ in Double.random(in: 0...1, using: &dice) < share }
    for entry in survivors.shuffled(using: &dice) {
      if case .write(let file, let offset, let bytes) = entry, Bool.random(using: &dice) {
        let sectors = Int.random(in: 0...(bytes.count / 512), using: &dice)
        apply(.write(file: file, offset: offset, bytes: Array(bytes.prefix(sectors * 512))))
      } else {
        apply(entry)
      }
    }
  }

  private mutating func apply(_ entry: WriteLog.Entry) {
    switch entry {
    case .write(let file, let offset, let bytes):
      guard !bytes.isEmpty else { return }
      let end = offset + bytes.count
      if files[file, default: []].count < end {
        files[file, default: []] += Array(repeating: 0, count: end - files[file, default: []].count)
      }
      files[file]?.replaceSubrange(offset..<end, with: bytes)
    case .truncate(let file, let size): files[file] = Array(files[file, default: []].prefix(size))
    case .delete(let file): files[file] = nil
    case .sync, .promise: break
    }
  }

  private static func file(of entry: WriteLog.Entry) -> String? {
    switch entry {
    case .write(let file, _, _), .truncate(let file, _), .sync(let file), .delete(let file): file
    case .promise: nil
    }
  }

  /// Lays the files into a folder, under the names they had in another one.
  func write(to folder: String) throws {
    for (name, bytes) in files {
      let path = URL(filePath: folder).appending(path: URL(filePath: name).lastPathComponent)
      try Data(bytes).write(to: path)
    }
  }
}
