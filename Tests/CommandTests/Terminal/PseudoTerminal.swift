import Foundation
import Testing

/// The command in a terminal of its own, of a size that can change: what it draws is read, keys are typed.
final class PseudoTerminal: @unchecked Sendable {  // Everything after init is guarded by `lock` or immutable.
  private let master: Int32
  private let process = Process()
  private let lock = NSLock()
  private var output: [UInt8] = []

  /// Starts the built command.
  init(_ arguments: [String], width: UInt16 = 80, height: UInt16 = 24, environment: [String: String] = [:]) throws {
    var (master, slave) = (Int32(-1), Int32(-1))
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw POSIXError(.ENOTTY) }
    self.master = master
    let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    process.executableURL = Self.command
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm", "NO_COLOR": ""]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    let source = master
    Thread.detachNewThread { [weak self] in
      var bytes = [UInt8](repeating: 0, count: 65536)
      while true {
        let count = read(source, &bytes, bytes.count)
        guard count > 0, let self else { return }
        self.lock.withLock { self.output += bytes[..<count] }
      }
    }
  }

  deinit {
    if process.isRunning { process.terminate() }
    close(master)
  }

  /// Lies beside the tests' bundle.
  private static var command: URL {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder =
      bundle?.deletingLastPathComponent() ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appending(path: "akkurat")
  }

  /// Everything written so far.
  var text: String { lock.withLock { String(decoding: output, as: UTF8.self) } }

  /// The terminal's mode: what a shell finds when the command is gone.
  var mode: [UInt32] {
    var mode = termios()
    tcgetattr(master, &mode)
    return [mode.c_iflag, mode.c_oflag, mode.c_lflag]
  }

  func type(_ keys: String) { _ = Array(keys.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) } }

  func resize(width: UInt16, height: UInt16) {
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    kill(process.processIdentifier, SIGWINCH)
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits until something was written after a place in the text; returns what was.
  func wait(for text: String, after place: Int = 0, seconds: Double = 30) async throws -> String {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      let new = String(self.text.dropFirst(place))
      if new.contains(text) { return new }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("\"\(text)\" was not written; it wrote: \(self.text.suffix(2000).debugDescription)")
    return ""
  }

  /// Waits for the end and returns the exit code.
  func end(seconds: Double = 30) async throws -> Int32 {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline, process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    guard !process.isRunning else {
      Issue.record("it does not end")
      return -1
    }
    return process.terminationStatus
  }
}
