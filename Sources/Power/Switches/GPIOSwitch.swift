public import Bus

/// A board's supply behind one GPIO line (a MOSFET or a load switch).
///
/// When the process dies the kernel releases the line and it falls back to its pull: fit a pull resistor that keeps
/// the load off. Kernels of Raspberry Pi OS leave a released output as it was unless `dtparam=strict_gpiod` is set; see
/// doc/hardware/three-boards.md.
public struct GPIOSwitch: PowerSwitch {
  private let line: any GPIOOutput
  public let identity: String

  /// Requests the line, off from the first moment.
  public init(_ line: GPIOLine, from provider: any GPIOProvider) throws(SwitchError) {
    identity = "GPIO switch at \(line)"
    do {
      self.line = try provider.output(line, initially: false)
    } catch {
      throw .bus(switch: identity, error)
    }
  }

  public var afterDeath: SwitchAfterDeath { .fallsBackToPull }

  public func turn(on: Bool) throws(SwitchError) {
    let seen: Bool
    do {
      try line.set(on)
      seen = try line.get()
    } catch {
      throw .bus(switch: identity, error)
    }
    guard seen == on else { throw .doesNotFollow(switch: identity, commanded: on) }
  }
}
