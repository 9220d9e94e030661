public import Bus

/// All switches of one expander chip. They share its output latch, so one place owns it; it lives on the bus's thread.
public actor ExpanderOutputs {
  /// One used pin.
  public struct Pin: Sendable, Hashable {
    /// 0 is the chip's first pin (P0, GPA0), 8 an MCP23017's GPB0.
    public var number: Int
    /// True when a low level means on.
    public var activeLow: Bool

    /// A used pin.
    public init(number: Int, activeLow: Bool) {
      self.number = number
      self.activeLow = activeLow
    }

    var mask: UInt16 { 1 << UInt16(number) }
  }

  /// What and where, for messages.
  public nonisolated let identity: String
  private nonisolated let bus: SharedI2CBus
  private let chip: any OutputExpander
  private let used: UInt16
  private let activeLow: UInt16
  /// The pins that are on.
  private var on: UInt16 = 0

  /// A chip whose `pins` feed something; ``allOff()`` comes before any switching.
  public init(_ chip: any OutputExpander, pins: [Pin], on bus: SharedI2CBus) {
    self.chip = chip
    self.bus = bus
    identity = chip.identity
    used = pins.reduce(0) { $0 | $1.mask }
    activeLow = pins.reduce(0) { $0 | ($1.activeLow ? $1.mask : 0) }
  }

  public nonisolated var unownedExecutor: UnownedSerialExecutor { bus.unownedExecutor }

  /// Drives every used pin off, whatever a process before this one left, and proves that they are.
  public func allOff() throws(SwitchError) {
    on = 0
    try drive(checking: used, switch: identity)
  }

  /// Turns one pin on or off and leaves the others as they are.
  func turn(_ pin: Pin, on isOn: Bool, switch name: String) throws(SwitchError) {
    let before = on
    on = isOn ? on | pin.mask : on & ~pin.mask
    do {
      try drive(checking: pin.mask, switch: name)
    } catch {
      // Nobody knows what the chip took. Off is the safe side, also for whoever drives the next pin.
      on = before & ~pin.mask
      if isOn { try? drive(checking: 0, switch: name) }
      throw error
    }
  }

  private func drive(checking mask: UInt16, switch name: String) throws(SwitchError) {
    let (chip, high, used) = (chip, on ^ activeLow, used)
    // On the bus's own thread already: one piece of work, no hop.
    let result: Result<UInt16, BusError> = bus.assumeIsolated { bus in
      bus.run { wire in
        Result { () throws(BusError) in
          try chip.drive(high, used: used, on: wire)
          return mask == 0 ? high : try chip.levels(on: wire)
        }
      }
    }
    let seen: UInt16
    do { seen = try result.get() } catch { throw .bus(switch: name, error) }
    let wrong = (seen ^ high) & mask
    guard wrong == 0 else { throw .doesNotFollow(switch: name, commanded: on & wrong != 0) }
  }
}
