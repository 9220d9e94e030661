import Bus
import Simulator
import Units

@testable import Mining

/// Simulated boards that have had power for a second, and the line a command at the terminal uses.
struct ServiceBench {
  let clock = ManualTimebase()
  let rig: SimulatedRig
  let line: BoardLine

  init(_ boards: [Simulator.BoardDescription], faults: [Fault] = []) {
    let clock = clock
    var description = RigDescription(sensors: [], boards: boards, faults: faults)
    description.pacing = .stepping(clock)
    rig = SimulatedRig(description, timebase: clock)
    line = BoardLine(rig.bus, timebase: clock) { clock.advance(by: $0) }
    clock.advance(by: .seconds(1))
  }

  static func classic(_ address: UInt8) -> Simulator.BoardDescription {
    .init(label: "old", dialect: .classic, address: address)
  }

  static func own(_ address: UInt8) -> Simulator.BoardDescription { .akkurat(label: "own", address: address) }

  func trial(_ address: I2CAddress, _ dialect: BoardDialect, jobs: Int = 4) -> BoardTrial {
    BoardTrial(of: .init(id: "b", address: address, dialect: dialect), jobs: jobs, over: line)
  }
}
