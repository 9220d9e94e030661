import Bus
import Simulator
import Units

@testable import Mining

/// Runs the supervision of simulated boards on a clock that is stepped from one deadline to the next: the agent's side
/// and the simulator's meet at the wire and nowhere else.
struct SteppedRig {
  let clock = ManualTimebase()
  let rig: SimulatedRig
  var supervisors: [BoardSupervisor] = []
  var events: [(board: Int, event: BoardEvent)] = []
  /// Called with each event; gives a job to assign.
  var answerReady: ((Int) -> PoolJob?)?
  /// A board whose transactions all run into the kernel's time limit, though the bus is free for the others.
  var slow: (place: Int, limit: Duration)?
  private var timetable = BusTimetable(tick: .milliseconds(40))
  private var jobs: UInt64 = 0

  init(
    _ boards: [Simulator.BoardDescription], dialect: BoardDialect, rateLimit: HashRate? = nil, faults: [Fault] = []
  ) {
    var description = RigDescription(sensors: [], boards: boards, faults: faults)
    description.pacing = .stepping(clock)
    rig = SimulatedRig(description, timebase: clock)
    for (place, board) in boards.enumerated() {
      var known = Mining.BoardDescription(
        id: BoardID("board \(place + 1)"), address: I2CAddress(Int(board.address))!, dialect: dialect)
      known.rateLimit = rateLimit
      supervisors.append(BoardSupervisor(known, BoardPolicy(), session: known.makeSession()))
      _ = timetable.addBoard()
      tell(.power(true), place)
    }
  }

  var counters: [BoardCounters] { supervisors.map(\.counters) }

  mutating func run(for time: Duration) {
    let end = clock.now + time
    while let due = timetable.next, due <= end {
      clock.advance(by: due - clock.now)
      guard let (place, entry) = timetable.take(at: clock.now) else { continue }
      switch entry {
      case .nothing: break
      case .wake: tell(.due, place)
      case .alarm: tell(.alarm, place)
      case .transfer(let messages, _): transfer(messages, place)
      }
    }
    clock.advance(by: end - clock.now)
  }

  private mutating func transfer(_ messages: [I2CMessage], _ place: Int) {
    let start = clock.now
    if let slow, slow.place == place {
      clock.advance(by: slow.limit)
      return tell(.failed(.timedOut(supervisors[place].board.address), took: slow.limit), place)
    }
    do throws(BusError) {
      tell(.answered(try rig.bus.transfer(with: supervisors[place].board.address, messages)), place)
    } catch {
      tell(.failed(error, took: clock.now - start), place)
    }
  }

  mutating func tell(_ event: SupervisorEvent, _ place: Int) {
    let move = supervisors[place].handle(event, at: clock.now)
    if let step = move.step { timetable.plan(step, for: place, at: clock.now) }
    if let alarm = move.alarm { timetable.setAlarm(alarm, for: place) }
    events += move.events.map { (place, $0) }
    for event in move.events where event == .ready {
      guard let work = answerReady?(place) else { continue }
      jobs += 1
      tell(.assign(BoardJob(number: jobs, work: work)), place)
    }
  }
}
