import Foundation

/// The terminal this command runs in: its size, whether it takes keys and colours, and how it is left as it was found.
struct Terminal: Sendable {
  /// Standard output is a terminal that can move its cursor.
  static var isThere: Bool { isatty(1) == 1 && environment("TERM") != "dumb" }

  /// Standard input is one too.
  static var hasKeys: Bool { isatty(0) == 1 }

  /// Colours are wanted: a terminal, and nobody said no (no-color.org: any value of NO_COLOR but an empty one).
  static var hasColour: Bool { isThere && (environment("NO_COLOR") ?? "").isEmpty }

  /// Columns and rows; 80 × 24 where nobody knows.
  static var size: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  private let before: termios?
  private let isWholeScreen: Bool

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - keys: each key comes at once and is not shown; Ctrl-C and Ctrl-Z come as keys.
  ///   - wholeScreen: on the alternate screen, with the cursor hidden, the wheel scrolling like the cursor keys.
  init(keys: Bool, wholeScreen: Bool) {
    var found = termios()
    before = keys && tcgetattr(0, &found) == 0 ? found : nil
    isWholeScreen = wholeScreen
    enter()
  }

  /// Takes the terminal again after it was left.
  func enter() {
    if var raw = before {
      raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
      raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
      tcsetattr(0, TCSANOW, &raw)
    }
    if isWholeScreen { Self.write("\u{1B}[?1049h\u{1B}[?1007h\u{1B}[?25l") }
  }

  /// Gives it back as it was.
  func leave() {
    if isWholeScreen { Self.write("\u{1B}[?25h\u{1B}[?1007l\u{1B}[?1049l") }
    if var found = before { tcsetattr(0, TCSANOW, &found) }
  }

  /// Leaves the terminal, stops the process as Ctrl-Z does, and takes the terminal again when it goes on.
  func suspend() {
    leave()
    kill(0, SIGTSTP)
    // The signal may reach another thread first: this one must not take the terminal back before it stands still.
    usleep(200_000)
    enter()
  }

  /// One text in one write, unless the terminal takes it in parts.
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR || errno == EAGAIN else { return }
      if count > 0 { bytes = bytes.dropFirst(count) } else if errno == EAGAIN { usleep(2000) }
    }
  }

  private static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}
