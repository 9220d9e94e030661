public import Bus
internal import Glibc
internal import Synchronization
public import Units

/// A GPIO chip whose lines really switch boards. A line that nobody holds is at its pull.
public final class SimulatedGPIO: GPIOProvider {
  /// A change of a line's level.
  public struct Edge: Sendable, Hashable {
    /// World time.
    public var time: Uptime
    /// The line's number.
    public var offset: Int
    /// The new level, true is high.
    public var high: Bool
  }

  private struct Line: Sendable {
    var slots: [Int] = []
    var onWhenHigh = true
    var pulledHigh = false
    var high = false
    var held = false
    /// Drives it from outside: the pin of a chip.
    var pin: (@Sendable (Uptime) -> Bool)?
  }

  private struct State: Sendable {
    var lines: [Int: Line] = [:]
    var edges: [Edge] = []
  }

  /// The name under which it is configured: `gpiochip-sim`.
  public let chip: String
  private let world: SimulatedWorld
  private let state = Mutex(State())

  /// A chip without lines.
  public init(chip: String, world: SimulatedWorld) {
    self.chip = chip
    self.world = world
  }

  /// Adds a line that nobody drives. Boards on it follow its level at once.
  func addLine(_ offset: Int, slots: [Int], onWhenHigh: Bool = true, pulledHigh: Bool = false) {
    state.withLock {
      $0.lines[offset] = Line(slots: slots, onWhenHigh: onWhenHigh, pulledHigh: pulledHigh, high: pulledHigh)
    }
    for slot in slots { world.setSwitch(of: slot, to: pulledHigh == onWhenHigh) }
  }

  /// Adds a line that a chip's pin drives: true is high. It is looked at when somebody reads the line.
  func addLine(_ offset: Int, pin: @escaping @Sendable (Uptime) -> Bool) {
    state.withLock { $0.lines[offset] = Line(pulledHigh: true, high: true, pin: pin) }
  }

  /// Every change so far, oldest first.
  public var edges: [Edge] { state.withLock { $0.edges } }

  /// The level of a line; nil when there is no such line.
  public func level(_ offset: Int) -> Bool? {
    if let pin = state.withLock({ $0.lines[offset]?.pin }) { drive(offset, high: pin(world.now)) }
    return state.withLock { $0.lines[offset]?.high }
  }

  /// Sets what an undriven input reads.
  public func setInput(_ offset: Int, high: Bool) { drive(offset, high: high) }

  /// What happens when the process dies: all lines fall back to their pulls.
  public func releaseAll() {
    for offset in state.withLock({ Array($0.lines.filter(\.value.held).keys) }).sorted() { release(offset) }
  }

  public func output(_ line: GPIOLine, initially active: Bool) throws(BusError) -> any GPIOOutput {
    try hold(line)
    drive(line.offset, high: active != line.activeLow)
    return SimulatedOutput(line: line, chip: self)
  }

  public func input(_ line: GPIOLine, bias: GPIOBias) throws(BusError) -> any GPIOInput {
    try hold(line)
    return SimulatedInput(line: line, chip: self)
  }

  private func hold(_ line: GPIOLine) throws(BusError) {
    let known = line.chip == chip || line.chip == "/dev/\(chip)"
    guard known else {
      throw .cannotOpen(path: line.chip, errno: ENOENT, reason: "there is no such simulated chip, only \(chip)")
    }
    let refusal = state.withLock { state -> BusError? in
      guard let present = state.lines[line.offset] else {
        return .system(operation: "Requesting \(line)", errno: EINVAL, reason: "the chip has no such line")
      }
      guard !present.held else {
        return .system(operation: "Requesting \(line)", errno: EBUSY, reason: "the line is in use")
      }
      state.lines[line.offset]?.held = true
      return nil
    }
    if let refusal { throw refusal }
  }

  func drive(_ offset: Int, high: Bool) {
    let time = world.now
    let followers = state.withLock { state -> (slots: [Int], on: Bool)? in
      guard let line = state.lines[offset], line.high != high else { return nil }
      state.lines[offset]?.high = high
      state.edges.append(Edge(time: time, offset: offset, high: high))
      return (line.slots, high == line.onWhenHigh)
    }
    guard let followers else { return }
    for slot in followers.slots where !world.faults.isActive(.stuckSwitch, target: slot + 1, at: time) {
      world.setSwitch(of: slot, to: followers.on)
    }
  }

  func release(_ offset: Int) {
    let pull = state.withLock { state -> Bool? in
      guard let line = state.lines[offset], line.held else { return nil }
      state.lines[offset]?.held = false
      return line.pulledHigh
    }
    if let pull { drive(offset, high: pull) }
  }
}
