internal import Units

/// What goes on inside an ADS1115 or ADS1015: registers, conversions, the digital comparator. Times are world times.
///
/// Source: Texas Instruments ADS1115, SBAS444E, and ADS1015, SBAS473E, register map (configuration, conversion,
/// thresholds), operating modes and "Digital comparator".
struct ADS1115Core: SimulatedI2CDevice {
  private enum Register {
    static let conversion: UInt8 = 0
    static let configuration: UInt8 = 1
    static let lowThreshold: UInt8 = 2
    static let highThreshold: UInt8 = 3
  }

  private static let powerOnWord: UInt16 = 0x8583
  /// Wake-up from power-down before a single conversion.
  private static let wakeUp: Int64 = 25_000

  private let world: SimulatedWorld
  private let address: UInt8
  private let inputs: [AnalogSource]
  private let isCoarse: Bool
  private let errors: SensorErrors
  private let number: Int
  private let noise: Noise
  private var port = RegisterPort()
  private var word = powerOnWord
  private var thresholds: (low: UInt16, high: UInt16) = (0x8000, 0x7FFF)
  private var result: Int16 = 0
  /// Nil while powered down.
  private var convertingSince: Uptime?
  private var conversions = 0
  private var hostStarts = 0
  private var comparator = ADS1115Comparator()

  /// A chip at an address with up to four inputs; missing ones are open. `number` counts the rig's sensors from 1.
  init(
    world: SimulatedWorld, address: UInt8, inputs: [AnalogSource], isCoarse: Bool, errors: SensorErrors, number: Int
  ) {
    self.world = world
    self.address = address
    self.inputs = inputs
    self.isCoarse = isCoarse
    self.errors = errors
    self.number = number
    noise = Noise(seed: world.description.seed).stream(1000 + number)
  }

  // MARK: Wire

  mutating func start(_ first: I2CAddressByte, at time: Uptime) -> Bool {
    guard first.address == address, powered(at: time) else { return false }
    guard !world.faults.isActive(.deadSensor, target: number, at: time) else { return false }
    convert(until: time)
    if first.reading { port.beginRead(value(of: port.pointer)) } else { port.beginWrite() }
    return true
  }

  mutating func write(_ byte: UInt8, at time: Uptime) -> Bool {
    guard let (register, value) = port.write(byte) else { return true }
    switch register {
    case Register.configuration: configure(value, at: time)
    case Register.lowThreshold: thresholds.low = value
    case Register.highThreshold: thresholds.high = value
    default: break
    }
    return true
  }

  mutating func read(at time: Uptime) -> UInt8 {
    if port.pointer & 3 == Register.conversion { comparator.resultWasRead() }
    return port.read()
  }

  mutating func stop(at time: Uptime) {}

  // MARK: Pin

  /// Whether ALERT/RDY lets its pull-up have the line. It follows the newest conversion, whether or not anybody reads the
  /// chip; also one that nobody can reach over the bus. Without supply it draws nothing.
  mutating func alertIsHigh(at time: Uptime) -> Bool {
    guard powered(at: time) else { return true }
    convert(until: time)
    return comparator.pinIsHigh(word)
  }

  // MARK: Registers

  private func value(of register: UInt8) -> UInt16 {
    switch register & 3 {
    case Register.conversion: UInt16(bitPattern: result)
    // OS reads 1 when no conversion is running.
    case Register.configuration: word & 0x7FFF | (convertingSince == nil ? 0x8000 : 0)
    case Register.lowThreshold: thresholds.low
    default: thresholds.high
    }
  }

  private mutating func configure(_ value: UInt16, at time: Uptime) {
    let running = singleShot && convertingSince != nil
    word = value & 0x7FFF
    comparator.configured(word)
    conversions = 0
    if !singleShot {
      convertingSince = time
    } else if value & 0x8000 != 0 && !running {
      convertingSince = time
    } else if !running {
      convertingSince = nil
    }
  }

  private var singleShot: Bool { word & 0x0100 != 0 }
  /// Volts of half the range: bits 11 to 9.
  private var fullScale: Double { [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256][Int(word >> 9 & 7)] }
  /// Nanoseconds of a conversion: bits 7 to 5.
  private var conversionTime: Int64 {
    let rates = isCoarse ? [128, 250, 490, 920, 1600, 2400, 3300, 3300] : [8, 16, 32, 64, 128, 250, 475, 860]
    return 1_000_000_000 / Int64(rates[Int(word >> 5 & 7)])
  }
  /// The ADS1015 leaves the four lowest bits 0.
  private func held(_ code: Int16) -> Int16 { isCoarse ? code & ~0xF : code }

  private mutating func powered(at time: Uptime) -> Bool {
    let state = world.electrical(at: time)
    if state.hostStarts != hostStarts {
      hostStarts = state.hostStarts
      port.reset()
      (word, result, convertingSince, conversions) = (Self.powerOnWord, 0, nil, 0)
      (thresholds, comparator) = ((0x8000, 0x7FFF), ADS1115Comparator())
    }
    return state.hostPowered
  }

  // MARK: Conversion

  private mutating func convert(until time: Uptime) {
    guard let begin = convertingSince else { return }
    let passed = time.nanoseconds - begin.nanoseconds
    if singleShot {
      let length = conversionTime + Self.wakeUp
      guard passed >= length else { return }
      convertingSince = nil
      sample(at: Uptime(nanoseconds: begin.nanoseconds + length), conversions: 1)
    } else {
      let done = Int(passed / conversionTime)
      guard done > conversions else { return }
      let fresh = done - conversions
      conversions = done
      sample(at: Uptime(nanoseconds: begin.nanoseconds + Int64(done) * conversionTime), conversions: fresh)
    }
  }

  /// The newest of some conversions; those before it are taken for equal.
  private mutating func sample(at time: Uptime, conversions: Int) {
    defer {
      comparator.take(
        result, conversions: conversions, word: word,
        low: Int16(bitPattern: thresholds.low), high: Int16(bitPattern: thresholds.high))
    }
    guard !world.faults.isActive(.frozenSensor, target: number, at: time) else { return }
    let volts = errors.applied(to: differential(at: time), noise: noise.gaussian(Int(time.nanoseconds)))
    result = held(Int16(min(32767, max(-32768, (volts / fullScale * 32768).rounded()))))
    if world.faults.isActive(.sensorRail, target: number, at: time) { result = held(.max) }
  }

  /// What the multiplexer connects: bits 14 to 12.
  private func differential(at time: Uptime) -> Double {
    let state = world.electrical(at: time)
    switch word >> 12 & 7 {
    case 0: return pin(0, state, time) - pin(1, state, time)
    case 1: return pin(0, state, time) - pin(3, state, time)
    case 2: return pin(1, state, time) - pin(3, state, time)
    case 3: return pin(2, state, time) - pin(3, state, time)
    case let single: return pin(Int(single) - 4, state, time)
    }
  }

  /// Volts at a pin; the protection diodes keep it within 0.3 V of the supply.
  private func pin(_ index: Int, _ state: ElectricalState, _ time: Uptime) -> Double {
    let open = world.faults.isActive(.sensorOpen, target: number, at: time)
    let source = open || index >= inputs.count ? AnalogSource.open : inputs[index]
    return min(AnalogSource.supply + 0.3, max(-0.3, source.volts(in: state)))
  }
}
