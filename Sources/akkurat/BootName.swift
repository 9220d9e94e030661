import Foundation

/// Names the boot that the monotonic clock counts from, so that what was stored in this boot can be told from older.
enum BootName {
  /// Source: `/proc/sys/kernel/random/boot_id`, random(4); nil where there is none.
  static var current: String? {
    FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id")
      .map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
  }
}
