public import Units

/// A current and voltage monitor as its data sheet has it.
///
/// Source: Texas Instruments INA219, SBOS448G, §8.5 (programming) and §8.6 (registers).
public struct SimulatedINA219: SimulatedI2CDevice {
  /// Where its shunt lies; positive current is into the battery, out of the panel, into the load.
  public enum Placement: String, Sendable, Hashable, CaseIterable {
    /// Between bus bar and battery, bus voltage at the battery.
    case battery
    /// Between panel and charge controller, bus voltage at the panel.
    case panel
    /// Between bus bar and converter, bus voltage at the battery.
    case load
    /// In the common supply of all boards, bus voltage at the rail.
    case boards
  }

  private enum Register {
    static let configuration: UInt8 = 0
    static let shuntVoltage: UInt8 = 1
    static let busVoltage: UInt8 = 2
    static let power: UInt8 = 3
    static let current: UInt8 = 4
    static let calibration: UInt8 = 5
  }

  private let world: SimulatedWorld
  private let address: UInt8
  private let placement: Placement
  private let shunt: Double
  private let errors: SensorErrors
  private let number: Int
  private let noise: Noise
  private var port = RegisterPort()
  private var configuration = INA219Configuration.powerOn
  private var calibration: UInt16 = 0
  /// 10 µV a step.
  private var shuntSteps = 0
  /// 4 mV a step.
  private var busSteps = 0
  private var ready = false
  private var convertingSince = Uptime.zero
  private var conversions = 0
  private var hostStarts = 0

  /// A chip at an address. `number` counts the rig's sensors from 1, for faults and noise.
  public init(
    world: SimulatedWorld, address: UInt8, placement: Placement, shunt: Ohms = Ohms(0.1),
    errors: SensorErrors = .none, number: Int
  ) {
    self.world = world
    self.address = address
    self.placement = placement
    self.shunt = shunt.value
    self.errors = errors
    self.number = number
    noise = Noise(seed: world.description.seed).stream(1000 + number)
  }

  // MARK: Wire

  public mutating func start(_ first: I2CAddressByte, at time: Uptime) -> Bool {
    guard first.address == address, powered(at: time) else { return false }
    guard !world.faults.isActive(.deadSensor, target: number, at: time) else { return false }
    convert(until: time)
    if first.reading {
      port.beginRead(value(of: port.pointer))
      if port.pointer == Register.power { ready = false }
    } else {
      port.beginWrite()
    }
    return true
  }

  public mutating func write(_ byte: UInt8, at time: Uptime) -> Bool {
    guard let (register, value) = port.write(byte) else { return true }
    switch register {
    case Register.configuration: configure(value, at: time)
    // Bit 0 is void and always 0 (§8.6.4.1).
    case Register.calibration: calibration = value & 0xFFFE
    default: break
    }
    return true
  }

  public mutating func read(at time: Uptime) -> UInt8 { port.read() }

  public mutating func stop(at time: Uptime) {}

  // MARK: Registers

  private func value(of register: UInt8) -> UInt16 {
    switch register {
    case Register.configuration: configuration.word
    case Register.shuntVoltage: UInt16(bitPattern: Int16(shuntSteps))
    case Register.busVoltage: UInt16(busSteps) << 3 | (ready ? 2 : 0) | (overflows ? 1 : 0)
    case Register.power: UInt16(truncatingIfNeeded: powerSteps)
    case Register.current: UInt16(truncatingIfNeeded: currentSteps)
    case Register.calibration: calibration
    default: 0
    }
  }

  /// Current = shunt voltage · calibration / 4096 (equation 4).
  private var currentSteps: Int { shuntSteps * Int(calibration) / 4096 }
  /// Power = current · bus voltage / 5000 (equation 5).
  private var powerSteps: Int { abs(currentSteps * busSteps / 5000) }
  private var overflows: Bool { abs(currentSteps) > 32767 || powerSteps > 65535 }

  private mutating func configure(_ word: UInt16, at time: Uptime) {
    guard word & 0x8000 == 0 else { return reset(at: time) }
    configuration = INA219Configuration(word: word)
    ready = false
    convertingSince = time
    conversions = 0
  }

  private mutating func reset(at time: Uptime) {
    configuration = .powerOn
    calibration = 0
    (shuntSteps, busSteps, ready) = (0, 0, false)
    convertingSince = time
    conversions = 0
  }

  /// The chip hangs on the host's 3.3 V: off with it, and reset when it comes back.
  private mutating func powered(at time: Uptime) -> Bool {
    let state = world.electrical(at: time)
    if state.hostStarts != hostStarts {
      hostStarts = state.hostStarts
      port.reset()
      reset(at: time)
    }
    return state.hostPowered
  }

  // MARK: Conversion

  /// Brings the result registers up to the last conversion that has ended.
  private mutating func convert(until time: Uptime) {
    guard configuration.converts else { return }
    let period = Int64(configuration.conversionTime * 1e9)
    var done = Int((time.nanoseconds - convertingSince.nanoseconds) / period)
    if !configuration.continuous { done = min(1, done) }
    guard done > conversions else { return }
    conversions = done
    ready = true
    guard !world.faults.isActive(.frozenSensor, target: number, at: time) else { return }
    sample(at: Uptime(nanoseconds: convertingSince.nanoseconds + Int64(done) * period))
  }

  private mutating func sample(at time: Uptime) {
    let (bus, amps) = world.electrical(at: time).inputs(placement)
    let draw = Int(time.nanoseconds)
    if configuration.convertsShunt {
      let samples = configuration.shuntADC.samples
      let volts = errors.applied(to: amps * shunt, noise: noise.gaussian(draw), averaged: samples)
      shuntSteps = configuration.shuntADC.quantise(volts / 10e-6, limit: configuration.shuntLimit)
    }
    if configuration.convertsBus {
      // 4 mV steps swallow the small offset and noise of the shunt input; the scale error is the same amplifier's.
      let volts = max(0, bus * (1 + errors.gain / 2) + 0.002 * noise.gaussian(draw &+ 1))
      busSteps = configuration.busADC.quantise(volts / 4e-3, limit: configuration.busLimit)
    }
    if world.faults.isActive(.sensorRail, target: number, at: time) {
      (shuntSteps, busSteps) = (configuration.shuntLimit, configuration.busLimit)
    }
    if world.faults.isActive(.sensorOpen, target: number, at: time) { (shuntSteps, busSteps) = (0, 0) }
  }
}

extension ElectricalState {
  /// What the inputs of a monitor see.
  func inputs(_ placement: SimulatedINA219.Placement) -> (volts: Double, amps: Double) {
    switch placement {
    case .battery: (battery.value, batteryCurrent.value)
    case .panel: (panel.value, panelCurrent.value)
    case .load: (battery.value, loadCurrent.value)
    case .boards: (rail.value, boardsCurrent.value)
    }
  }
}
