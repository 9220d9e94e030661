public import Bus
internal import Synchronization
public import Units

/// A Victron device that says once a second what it sees, at 19200 bit/s.
///
/// Source: Victron Energy, VE.Direct Protocol, version 3.33, "Text-mode" and "Fields".
public final class SimulatedVEDirect: SerialPort {
  /// What speaks.
  public enum Device: Sendable, Hashable {
    /// A charge controller: battery, panel.
    case mppt
    /// A battery monitor: battery, what flows, its temperature.
    case bmv
  }

  /// Bytes that the machine's line keeps for a reader that does not come.
  private static let kept = 4096

  private struct State: Sendable {
    var waiting: [UInt8] = []
    var said: Int64
  }

  private let world: SimulatedWorld
  private let device: Device
  private let number: Int
  private let state: Mutex<State>

  /// A device that has just been plugged in: its first block has begun before. `number` counts the rig's sensors from 1.
  public init(world: SimulatedWorld, device: Device, number: Int) {
    self.world = world
    self.device = device
    self.number = number
    state = Mutex(State(waiting: Array("12\r\nCS\t3\r\nChecksum\t?".utf8), said: Self.second(world.now)))
  }

  public func read(upTo limit: Int) throws(BusError) -> [UInt8] {
    let now = world.now
    if world.faults.isActive(.deadSensor, target: number, at: now) { throw .closed("The simulated serial line") }
    return state.withLock { state in
      while state.said < Self.second(now) {
        state.said += 1
        let moment = Uptime(seconds: Double(state.said))
        if !world.faults.isActive(.frozenSensor, target: number, at: moment) { state.waiting += block(at: moment) }
      }
      state.waiting = state.waiting.suffix(Self.kept)
      defer { state.waiting.removeFirst(min(limit, state.waiting.count)) }
      return Array(state.waiting.prefix(limit))
    }
  }

  public func write(_ bytes: [UInt8]) throws(BusError) {}

  private static func second(_ time: Uptime) -> Int64 { time.nanoseconds / 1_000_000_000 }

  /// All bytes add up to 0 modulo 256; the last one sees to that.
  private func block(at time: Uptime) -> [UInt8] {
    let text = fields(world.electrical(at: time)).map { "\r\n\($0.0)\t\($0.1)" }.joined() + "\r\nChecksum\t"
    let sum = text.utf8.reduce(UInt8(0)) { $0 &+ $1 }
    return Array(text.utf8) + [0 &- sum]
  }

  private func fields(_ state: ElectricalState) -> [(String, String)] {
    let volts = thousandths(state.battery.value)
    switch device {
    case .mppt:
      let power = state.panel.value * state.panelCurrent.value
      let amps = power * world.description.charger.efficiency / max(0.1, state.battery.value)
      return [
        ("PID", "0xA053"), ("FW", "159"), ("V", volts), ("I", thousandths(amps)),
        ("VPV", thousandths(state.panel.value)),
        ("PPV", "\(Int(power.rounded()))"), ("CS", power > 0.5 ? "3" : "0"), ("ERR", "0"), ("H19", "1234"),
      ]
    case .bmv:
      return [
        ("PID", "0x0203"), ("V", volts), ("I", thousandths(state.batteryCurrent.value)),
        ("T", "\(Int(state.temperature.value.rounded()))"), ("SOC", "\(Int((state.charge.value * 1000).rounded()))"),
        ("Alarm", "OFF"),
      ]
    }
  }

  /// The devices round to 10 mV and mA.
  private func thousandths(_ value: Double) -> String { "\(Int((value * 100).rounded()) * 10)" }
}
