import Units

/// Where a face is shown: line after line, or a screen that is drawn again.
struct AccountOutput {
  private let terminal: Terminal?
  private let isScreen: Bool
  private var painter = FramePainter(isInColour: Terminal.hasColour)
  private var lines = LineOutput(flushing: true)
  private var prompted = ""

  init(terminal: Terminal?, isScreen: Bool) {
    self.terminal = terminal
    self.isScreen = isScreen
  }

  mutating func say(_ new: [StyledLine]) {
    guard !isScreen, !new.isEmpty else { return }
    if !prompted.isEmpty { Terminal.write("\r\u{1B}[K") }
    prompted = ""
    for line in new { lines.write(line.encoded(inColour: Terminal.hasColour)) }
  }

  mutating func prompt(_ text: String) {
    guard !isScreen, terminal != nil else { return }
    prompted = text
    Terminal.write("\r\(text)\u{1B}[K")
  }

  mutating func suspend() {
    terminal?.suspend()
    painter.forget()
  }

  mutating func forget() { painter.forget() }

  mutating func draw(_ face: some AccountFace, at now: Moment) {
    guard isScreen, terminal != nil else { return }
    let size = Terminal.size
    guard let screen = face.screen(width: size.width, height: size.height, at: now) else { return }
    let text = painter.paint(screen, width: size.width)
    if !text.isEmpty { Terminal.write(text) }
  }
}
