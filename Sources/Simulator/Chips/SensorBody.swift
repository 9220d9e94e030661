internal import Units

/// What every measuring chip has: a place on the bus, a supply, errors, and faults that can befall it.
struct SensorBody: Sendable {
  let world: SimulatedWorld
  let address: UInt8
  let errors: SensorErrors
  /// Counts the rig's sensors from 1.
  let number: Int
  private let noise: Noise
  private var hostStarts = 0

  init(world: SimulatedWorld, address: UInt8, errors: SensorErrors, number: Int) {
    self.world = world
    self.address = address
    self.errors = errors
    self.number = number
    noise = Noise(seed: world.description.seed).stream(1000 + number)
  }

  /// Whether the chip acknowledges, and whether its supply was gone since it was last asked: it hangs on the host's 3.3 V.
  mutating func begin(_ first: I2CAddressByte, at time: Uptime) -> (acknowledges: Bool, wasReset: Bool) {
    let state = world.electrical(at: time)
    let wasReset = state.hostStarts != hostStarts
    hostStarts = state.hostStarts
    let answers = first.address == address && state.hostPowered && !has(.deadSensor, at: time)
    return (answers, wasReset)
  }

  func has(_ fault: Fault.Kind, at time: Uptime) -> Bool { world.faults.isActive(fault, target: number, at: time) }

  /// Volts at a shunt input, with the chip's errors.
  func shuntVolts(_ volts: Double, at time: Uptime, averaged: Double) -> Double {
    errors.applied(to: volts, noise: noise.gaussian(Int(time.nanoseconds)), averaged: averaged)
  }

  /// Volts at a bus input: its amplifier shares half the scale error and has a noise of 2 mV.
  func busVolts(_ volts: Double, at time: Uptime, averaged: Double) -> Double {
    max(0, volts * (1 + errors.gain / 2) + 0.002 * noise.gaussian(Int(time.nanoseconds) &+ 1) / averaged.squareRoot())
  }

  /// Volts at a converter's pin, kept within 0.3 V of the supply by its diodes.
  func pin(_ source: AnalogSource?, at time: Uptime) -> Double {
    let wired = has(.sensorOpen, at: time) ? nil : source
    let volts = (wired ?? .open).volts(in: world.electrical(at: time))
    return min(AnalogSource.supply + 0.3, max(-0.3, volts))
  }

  /// With the errors of a converter's input.
  func converted(_ volts: Double, at time: Uptime) -> Double {
    errors.applied(to: volts, noise: noise.gaussian(Int(time.nanoseconds)))
  }

  /// What a monitor's inputs see.
  func input(_ placement: SimulatedINA219.Placement, at time: Uptime) -> (volts: Double, amps: Double) {
    world.electrical(at: time).inputs(placement)
  }

  /// A code within its register, at its end or at 0 where a fault says so.
  func code(_ steps: Double, _ range: ClosedRange<Int>, at time: Uptime) -> Int {
    if has(.sensorRail, at: time) { return range.upperBound }
    if has(.sensorOpen, at: time) { return 0 }
    return Int(min(Double(range.upperBound), max(Double(range.lowerBound), steps.rounded())))
  }
}
