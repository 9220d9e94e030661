public import Bus

/// A line that changes its level at each beat. Hardware behind it cuts the boards' supply when the beats end: because the
/// process died, because its loop hangs, or because the machine does (scenario 25).
public struct WatchdogLine: Sendable {
  private let line: any GPIOOutput
  private var level = false

  /// Requests the line, low at first.
  public init(_ line: GPIOLine, from provider: any GPIOProvider) throws(BusError) {
    self.line = try provider.output(line, initially: false)
  }

  /// One beat.
  public mutating func beat() throws(BusError) {
    level.toggle()
    try line.set(level)
  }
}
