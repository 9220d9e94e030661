import Foundation
import Glibc

/// Standard input and output as a console needs them: each key at once and without echo on a terminal, plain bytes in a
/// pipe. The terminal gets back what it had, also when a signal ends the process.
///
/// Source: termios(3), raw mode; signals are waited for by a thread of their own, sigwait(3).
final class RawTerminal: Sendable {
  private let before: termios?

  init() {
    var settings = termios()
    guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else {
      before = nil
      return
    }
    before = settings
    var raw = settings
    cfmakeraw(&raw)
    // Output stays as it is, so that also others' lines look right.
    raw.c_oflag = settings.c_oflag
    tcsetattr(STDIN_FILENO, TCSANOW, &raw)
    restoreAtSignals()
  }

  /// Gives the terminal back.
  func restore() {
    guard var before else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, &before)
  }

  private func restoreAtSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let waited = signals
    Thread.detachNewThread { [self] in
      var (waited, caught) = (waited, Int32(0))
      sigwait(&waited, &caught)
      restore()
      exit(128 + caught)
    }
  }

  /// What was typed; empty after the wait, nil at the end of the input.
  ///
  /// - Parameter wait: milliseconds; -1 for ever.
  func read(waiting wait: Int32) -> [UInt8]? {
    var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, wait) != 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
    if count < 0, errno == EINTR { return [] }
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  /// Shows text; outside of a terminal its lines end with LF alone.
  func show(_ text: String) {
    let text = isatty(STDOUT_FILENO) == 1 ? text : text.replacingOccurrences(of: "\r\n", with: "\n")
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
