internal import Synchronization
public import Units

/// A 16-bit converter with four inputs as its data sheet has it; with `isCoarse` the ADS1015 of 12 bits. Beside its bus it
/// has a pin: ALERT/RDY, open drain, which its comparator drives by itself. The pin's other function, "conversion
/// ready", is not simulated.
///
/// Source: Texas Instruments ADS1115, SBAS444E, and ADS1015, SBAS473E.
public final class SimulatedADS1115: SimulatedI2CDevice {
  private let core: Mutex<ADS1115Core>

  /// A chip at an address with up to four inputs; missing ones are open. `number` counts the rig's sensors from 1.
  public init(
    world: SimulatedWorld, address: UInt8, inputs: [AnalogSource], isCoarse: Bool = false,
    errors: SensorErrors = .none, number: Int
  ) {
    core = Mutex(
      ADS1115Core(
        world: world, address: address, inputs: inputs, isCoarse: isCoarse, errors: errors, number: number))
  }

  public func start(_ first: I2CAddressByte, at time: Uptime) -> Bool { core.withLock { $0.start(first, at: time) } }

  public func write(_ byte: UInt8, at time: Uptime) -> Bool { core.withLock { $0.write(byte, at: time) } }

  public func read(at time: Uptime) -> UInt8 { core.withLock { $0.read(at: time) } }

  public func stop(at time: Uptime) {}

  /// The level of the ALERT/RDY pin behind its pull-up: true is high.
  public func alertIsHigh(at time: Uptime) -> Bool { core.withLock { $0.alertIsHigh(at: time) } }
}
