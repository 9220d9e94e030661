internal import Foundation

/// Memory as the kernel counts it. Source: proc(5), `/proc/meminfo` and `/proc/self/statm`.
struct MachineMemory: Sendable {
  /// MB that programs may still take.
  var free: Double?
  /// MB that this process holds.
  var used: Double?

  init() {
    let lines = Self.text("/proc/meminfo").split(separator: "\n")
    let available = lines.first { $0.hasPrefix("MemAvailable:") }?.split(separator: " ")
    free = available.flatMap { $0.count > 1 ? Double($0[1]) : nil }.map { ($0 / 102.4).rounded() / 10 }
    let pages = Self.text("/proc/self/statm").split(separator: " ")
    used =
      pages.count > 1
      ? Double(pages[1]).map { ($0 * Double(sysconf(Int32(_SC_PAGESIZE))) / 104857.6).rounded() / 10 } : nil
  }

  private static func text(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
