import Glibc

/// Keeps the input that is being run where a signal handler finds it: a crash or a hang ends the process, and its input
/// must not be lost.
enum LastInput {
  private static let room = 4096
  // Written by the one thread there is, read by its signal handler.
  nonisolated(unsafe) private static let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
  nonisolated(unsafe) private static var count = 0
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?

  static func note(_ input: [UInt8]) {
    count = min(input.count, room)
    input.withUnsafeBufferPointer { if let base = $0.baseAddress { bytes.update(from: base, count: count) } }
  }

  /// From now on a crash, or a minute without the next alarm, writes the input to a file and ends with 70.
  static func watch(_ file: String) {
    path = strdup(file)
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGALRM] {
      signal(number) { number in LastInput.end(number) }
    }
  }

  private static func end(_ number: Int32) {
    guard let path else { _exit(70) }
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    _ = Glibc.write(file, bytes, count)
    let words: StaticString = number == SIGALRM ? "an input hangs; it is in " : "an input ends the process; it is in "
    _ = Glibc.write(2, words.utf8Start, words.utf8CodeUnitCount)
    _ = Glibc.write(2, path, strlen(path))
    _ = Glibc.write(2, "\n", 1)
    _exit(70)
  }

  static func write(_ input: [UInt8], to file: String) {
    let number = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    defer { close(number) }
    _ = Glibc.write(number, input, input.count)
  }

  static func read(_ file: String) -> [UInt8]? {
    let number = open(file, O_RDONLY)
    guard number >= 0 else { return nil }
    defer { close(number) }
    var bytes = [UInt8](repeating: 0, count: room)
    let count = Glibc.read(number, &bytes, room)
    return Array(bytes.prefix(max(0, count)))
  }
}
