public import Bus
internal import Synchronization
public import Units

/// The boards of one bus. It lives on the bus's thread, takes turns there and tells what happens.
///
/// Calls return at once and take effect on the bus's thread, in the order they were made. Events come on that thread: the
/// callback passes them on and does not block.
public actor BoardController: BusTurnTaker {
  /// Called with each event, in order, on the bus's thread.
  public typealias Report = @Sendable (BoardID, BoardEvent) -> Void

  private let bus: SharedI2CBus
  private let policy: BoardPolicy
  private let timebase: any Timebase
  private let report: Report
  private var timetable: BusTimetable
  private var supervisors: [BoardSupervisor] = []
  private let published = Mutex<[BoardStatus]>([])

  /// Boards of a bus, none yet.
  public init(on bus: SharedI2CBus, policy: BoardPolicy = BoardPolicy(), report: @escaping Report) {
    self.bus = bus
    self.policy = policy
    self.timebase = bus.timebase
    self.report = report
    self.timetable = BusTimetable(tick: policy.pollInterval)
  }

  /// Takes the bus's turns from now on. Called once.
  public func start() async { await bus.attach(self) }

  public nonisolated var unownedExecutor: UnownedSerialExecutor { bus.unownedExecutor }

  /// Adds a board. It counts as switched off until ``setPowered(_:_:)`` says otherwise.
  public nonisolated func attach(_ board: BoardDescription) { onThread { $0.add(board) } }

  /// Tells that a board's supply was switched. A board without supply is never addressed; after switching on it gets the
  /// settling time first.
  public nonisolated func setPowered(_ board: BoardID, _ isOn: Bool) { pass(.power(isOn), to: board) }

  /// Gives a job to a board that has reported ready. It ends in ``BoardEvent/result(_:)`` or ``BoardEvent/failed(_:_:)``.
  public nonisolated func assign(_ job: BoardJob, to board: BoardID) { pass(.assign(job), to: board) }

  /// Tells that nobody waits for the board's job any more; it reports ready when it can take another.
  public nonisolated func withdraw(from board: BoardID) { pass(.withdraw, to: board) }

  /// Asks every board that could not be reached again now: the bus was stuck and is free.
  public nonisolated func retry() {
    onThread { controller in
      for place in controller.supervisors.indices { controller.handle(.retry, place) }
    }
  }

  /// Lets a board out of quarantine.
  public nonisolated func release(_ board: BoardID) { pass(.release, to: board) }

  /// All boards as they are, in the order they were attached. May be called from anywhere, never blocks for long.
  public nonisolated var status: [BoardStatus] { published.withLock { $0 } }

  public nonisolated var nextTurn: Uptime? { assumeIsolated { $0.timetable.next } }

  public nonisolated func takeTurn(on bus: any I2CBus) { assumeIsolated { $0.serve(bus) } }

  private nonisolated func onThread(_ body: @escaping @Sendable (isolated BoardController) -> Void) {
    bus.post { self.assumeIsolated { body($0) } }
  }

  private nonisolated func pass(_ event: SupervisorEvent, to board: BoardID) {
    onThread { controller in
      guard let place = controller.supervisors.firstIndex(where: { $0.board.id == board }) else { return }
      controller.handle(event, place)
    }
  }

  private func add(_ board: BoardDescription) {
    guard !supervisors.contains(where: { $0.board.id == board.id }) else { return }
    supervisors.append(BoardSupervisor(board, policy, session: board.makeSession(policy)))
    _ = timetable.addBoard()
    publish(supervisors.count - 1)
  }

  /// One board's turn: one transaction, or the end of one wait.
  private func serve(_ wire: any I2CBus) {
    guard let (place, entry) = timetable.take(at: timebase.now) else { return }
    switch entry {
    case .nothing: break
    case .wake: handle(.due, place)
    case .alarm: handle(.alarm, place)
    case .transfer(let messages, _): handle(transfer(messages, place, wire), place)
    }
  }

  private func transfer(_ messages: [I2CMessage], _ place: Int, _ wire: any I2CBus) -> SupervisorEvent {
    let start = timebase.now
    do throws(BusError) {
      return .answered(try wire.transfer(with: supervisors[place].board.address, messages))
    } catch {
      return .failed(error, took: timebase.now - start)
    }
  }

  private func handle(_ event: SupervisorEvent, _ place: Int) {
    let now = timebase.now
    let move = supervisors[place].handle(event, at: now)
    if let step = move.step { timetable.plan(step, for: place, at: now) }
    if let alarm = move.alarm { timetable.setAlarm(alarm, for: place) }
    publish(place)
    for event in move.events { report(supervisors[place].board.id, event) }
  }

  private func publish(_ place: Int) {
    let status = supervisors[place].status(at: timebase.now)
    published.withLock { all in
      if place < all.count { all[place] = status } else { all.append(status) }
    }
  }
}
