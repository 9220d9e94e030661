import Foundation

/// Lines to standard output, written in pieces of some kilobytes unless each is wanted at once.
struct LineOutput {
  private var buffer: [UInt8] = []
  private let flushing: Bool

  /// - Parameter flushing: write every line at once, for a reader that waits for it.
  init(flushing: Bool) { self.flushing = flushing }

  mutating func write(_ line: String) {
    buffer += line.utf8
    buffer.append(0x0A)
    if flushing || buffer.count > 32_768 { flush() }
  }

  mutating func flush() {
    FileHandle.standardOutput.write(Data(buffer))
    buffer.removeAll(keepingCapacity: true)
  }
}
