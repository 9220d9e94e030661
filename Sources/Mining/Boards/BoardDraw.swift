public import Units

/// What a board draws at its supply, by what it does. A model, not a measurement.
///
/// The owner says what the board draws while it mines. The chip's part of it falls when it waits or sleeps; regulator and
/// power LED draw on. The chip's currents are the typical values at 25 °C of the ATmega328P data sheet (Atmel-8271, section
/// 29.2.8 "ATmega328P DC characteristics"), as doc/firmware.md has them: proportional to the clock, linear in the voltage.
public struct BoardDraw: Sendable, Hashable {
  /// The chip alone at one clock and voltage.
  public struct Chip: Sendable, Hashable {
    /// Searching.
    public let active: Watts
    /// Waiting in idle sleep.
    public let idle: Watts
    /// Power-down, watchdog off.
    public let powerDown: Watts

    /// 16 MHz at 5 V: 10.4 mA, 2.4 mA, 0.1 µA.
    public static let fiveVolts = Chip(Volts(5), active: Amps(0.0104), idle: Amps(0.0024), powerDown: Amps(1e-7))
    /// 8 MHz at 3.3 V: 3.67 mA, 0.69 mA, 0.1 µA.
    public static let threeVolts = Chip(Volts(3.3), active: Amps(0.00367), idle: Amps(0.00069), powerDown: Amps(1e-7))

    private init(_ supply: Volts, active: Amps, idle: Amps, powerDown: Amps) {
      self.active = supply * active
      self.idle = supply * idle
      self.powerDown = supply * powerDown
    }
  }

  /// While it searches.
  public let mining: Watts
  /// While it waits.
  public let idle: Watts
  /// In power-down; only boards with the project's own firmware sleep.
  public let powerDown: Watts

  /// The draw of a board.
  ///
  /// - Parameters:
  ///   - mining: as configured.
  ///   - idle: as configured; by the model when nil.
  public init(mining: Watts, idle: Watts? = nil) {
    // A board that draws less than the chip at 5 V is one of 3.3 V; one that draws still less keeps the chip's ratios.
    let chip = mining >= Chip.fiveVolts.active ? Chip.fiveVolts : Chip.threeVolts
    let scale = min(1, mining / chip.active)
    self.mining = mining
    let idle = min(mining, idle ?? mining - (chip.active - chip.idle) * scale)
    self.idle = idle
    powerDown = max(.zero, idle - (chip.idle - chip.powerDown) * scale)
  }

  /// What a powered board draws.
  ///
  /// - Parameters:
  ///   - status: what its session says; nil when it has none, then the most is assumed.
  ///   - sleeps: whether it powers down between jobs.
  public func power(_ status: BoardStatus?, sleeps: Bool) -> Watts {
    guard let status else { return mining }
    return power(status.state, sleeps: sleeps && status.board.dialect == .akkurat)
  }

  /// `isResting`: it is put to sleep whenever it has nothing to do.
  private func power(_ state: BoardStatus.State, sleeps isResting: Bool) -> Watts {
    switch state {
    case .working, .testing: mining
    case .holding, .ready: isResting ? powerDown : idle
    case .off, .starting, .identifying, .unreachable, .deaf, .quarantined: idle
    }
  }
}
