internal import Mining
internal import Units

extension Controller {
  /// The most jobs that may be asked for at once.
  static let mostJobs = 10_000

  /// Lets boards do a number of jobs and then stop. The orders that this takes are as any other: refused below the
  /// floor, shown with who gave them, ended after two hours.
  func answer(_ call: JobsCall, by who: String) throws(ControlRefusal) -> JobsAnswer {
    guard (1...Self.mostJobs).contains(call.count) || (call.count == 0 && call.action == .finish) else {
      throw ControlRefusal(code: "out_of_range", message: "\"count\" is from 1 to \(Self.mostJobs) jobs.")
    }
    let origin = OverrideOrigin(who: who, face: call.from ?? "socket")
    switch call.action {
    case .run: return try run(call, origin)
    case .step: return try step(call, origin)
    case .finish: return try finish(call, origin)
    }
  }

  private func run(_ call: JobsCall, _ origin: OverrideOrigin) throws(ControlRefusal) -> JobsAnswer {
    let (id, lines) = try ordered(.boost, origin)
    let boards = configuration.boards.map(\.name)
    beginJobs(
      .init(
        kind: .run(order: id), jobs: call.count,
        left: Dictionary(uniqueKeysWithValues: boards.map { ($0, call.count) }),
        origin: origin))
    return JobsAnswer(lines: lines + ["Each board does \(Self.jobs(call.count)), then all stop."])
  }

  private func step(_ call: JobsCall, _ origin: OverrideOrigin) throws(ControlRefusal) -> JobsAnswer {
    guard let board = call.board else {
      throw ControlRefusal(code: "not_understood", message: "\"jobs\": \"board\" is missing.")
    }
    let (id, lines) = try ordered(.board(board, isOn: true), origin)
    beginJobs(.init(kind: .step(order: id), jobs: call.count, left: [board: call.count], origin: origin))
    return JobsAnswer(
      lines: lines + ["It does \(Self.jobs(call.count)); then the order is taken back and the board does as before."])
  }

  private func finish(_ call: JobsCall, _ origin: OverrideOrigin) throws(ControlRefusal) -> JobsAnswer {
    let running = records.filter { $0.value.isWanted && $0.value.poweredSince != nil }.keys
    guard !running.isEmpty, call.count > 0 else {
      let (_, lines) = try ordered(.boards(0), origin)
      return JobsAnswer(lines: lines)
    }
    beginJobs(
      .init(
        kind: .finish, jobs: call.count, left: Dictionary(uniqueKeysWithValues: running.map { ($0, call.count) }),
        origin: origin))
    noteEvent(.order, "", "\(Self.jobs(call.count)) more each, then all stop.", by: "\(origin.who) by \(origin.face)")
    let boards = running.count == 1 ? "1 board that runs does" : "\(running.count) boards that run do"
    return JobsAnswer(lines: ["The \(boards) \(Self.jobs(call.count)) more each, then all stop."])
  }

  /// A step that has not come to its end gives way, with its order.
  private func beginJobs(_ quota: JobBook.Quota) {
    if case .step(let order) = jobBook.quota?.kind, quota.kind != .step(order: order) {
      jobBook.end()
      _ = try? clearOrders(order, by: quota.origin)
    }
    jobBook.begin(quota)
  }

  /// Takes an order in the words that `akkurat override` has.
  private func ordered(_ order: OverrideOrder, _ origin: OverrideOrigin) throws(ControlRefusal) -> (Int, [String]) {
    let answer = try answer(OverrideCall(.set, order: order, from: origin.face), by: origin.who)
    let id = answer.taken.flatMap { Int($0.id.dropFirst()) } ?? 0
    return (id, OrderText(answer).lines)
  }

  private static func jobs(_ count: Int) -> String { count == 1 ? "1 job" : "\(count) jobs" }

  /// A board has answered a job: who is through gets no other.
  func countJob(of board: BoardID) {
    guard case .rest(let name) = jobBook.done(board.name) else { return }
    perform(crew.setActive(false, BoardID(name)))
  }

  /// Once a cycle: a count whose order is gone ends; one that is over stops the rig.
  func tendJobs() {
    guard let quota = jobBook.quota else { return }
    switch quota.kind {
    case .run(let order), .step(let order):
      if !owner.book.standing.contains(where: { $0.id == order }) { return jobBook.end() }
    case .finish: break
    }
    // Boards of an order to run start one after the other; only one that is out of order is not waited for.
    let running = records.filter { quota.kind == .finish ? $0.value.isWanted : $0.value.isAvailable }.keys
    guard case .over(let done) = jobBook.settle(running: Set(running)) else { return }
    noteEvent(.order, "", "\(Self.jobs(done.jobs)) each are done.", by: "\(done.origin.who) by \(done.origin.face)")
    switch done.kind {
    case .step(let order): _ = try? clearOrders(order, by: done.origin)
    case .run, .finish: _ = try? self.order(OverrideRequest(.boards(0), from: done.origin))
    }
  }

  /// An order about the rig as a whole ends a count, unless it is the one that the count belongs to.
  func endJobs(because order: OverrideOrder) {
    if order.subject == .mode, case .finish = jobBook.quota?.kind { jobBook.end() }
  }
}

/// `{"v":1,"op":"jobs","do":"run","count":3}`
struct JobsOperation: ControlOperation {
  let agent: WeakController
  let name = "jobs"

  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    let body = try call.exactBody(JobsCall.self)
    guard let controller = agent.controller else { throw .stopping }
    return .line(try await controller.answer(body, by: call.peer.name).json())
  }
}
