internal import Foundation
internal import NIOCore
internal import Units

/// Answers what comes by HTTP: guards, routes, and asks the agent. Lives on the agent's event loop.
actor WebDesk {
  private let controller: WeakController
  private let loop: any EventLoop
  private let executor: any SerialExecutor
  private let limits: WebLimits
  private let calendar = LocalCalendar(.current)
  /// Limits are of real people: they count real time, whatever the rig's clock does.
  private let timebase: any Timebase
  private var gate: WebGuard
  private var streams = WebStreams()
  private var next: Scheduled<Void>?
  private var lastNews: Uptime
  private var shelf = WebShelf()
  private var consoles = WebConsoles()
  private var making: [String: Task<WebAnswer, Never>] = [:]
  private var isClosed = false

  init(
    _ section: WebSection, of controller: Controller, on loop: any EventLoop, limits: WebLimits,
    timebase: any Timebase = SystemTimebase()
  ) {
    self.controller = WeakController(controller)
    self.loop = loop
    self.limits = limits
    self.timebase = timebase
    executor = loop.executor
    lastNews = timebase.now
    gate = WebGuard(section, limits: limits, names: HostName.own(with: section.names))
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// The answer to a request.
  func answer(_ request: WebRequest) async -> WebAnswer {
    let match = WebRoute.match(request.method, request.path)
    let isOpen = if case .route(let route, _) = match { route.isOpen } else { false }
    do throws(WebProblem) {
      if let problem = gate.problem(with: request, isOpen: isOpen, at: timebase.now) { throw problem }
      switch match {
      case .route(let route, let id): return try await answer(request, by: route, id)
      case .unknown: throw WebProblem(404, "unknown_path", "There is nothing at \(request.path.prefix(100)).")
      case .otherMethods(let methods):
        let known = methods.joined(separator: ", ")
        return WebProblem(405, "wrong_method", "\(request.path) knows \(known).").answer.with("allow", known)
      }
    } catch {
      return error.answer
    }
  }

  /// Ends all streams.
  func close() {
    isClosed = true
    next?.cancel()
    next = nil
    streams.finish()
    consoles.removeAll()
  }

  private func answer(_ request: WebRequest, by route: WebRoute, _ id: String) async throws(WebProblem) -> WebAnswer {
    switch route {
    case .page, .style, .script, .icon, .manifest: return WebFiles.answer(route).tagged(for: request)
    case .health: return try await health()
    case .status: return WebAnswer(json: try await agent().status().json())
    case .boards: return WebAnswer(json: BoardsDocument(try await agent().status()).json())
    case .plan: return try await asked(#"{"v":1,"op":"plan"}"#)
    case .orders: return try await asked(#"{"v":1,"op":"override","do":"list"}"#)
    case .events: return try await listen()
    case .history: return try await history(request)
    case .report: return try await report(request)
    case .chart: return try await chart(request)
    case .order: return try await order(request)
    case .clear, .clearAll: return try await clear(id.isEmpty ? nil : id, request)
    case .console: return try await console(request)
    }
  }

  private func agent() throws(WebProblem) -> Controller {
    guard !isClosed, let controller = controller.controller else { throw WebProblem(.stopping) }
    return controller
  }

  /// What the control desk answers to a line.
  private func asked(_ line: String) async throws(WebProblem) -> WebAnswer {
    let reply = try await agent().desk.answer(to: ControlCall(line: line, peer: .own)!)
    guard case .line(let text) = reply else { throw WebProblem(500, "failed", "The agent answered with a stream.") }
    if let refusal = ControlRefusal(json: text) { throw WebProblem(refusal) }
    return WebAnswer(json: text)
  }
}

// MARK: What is running

extension WebDesk {
  /// By how long ago the last control cycle was through.
  private func health() async throws(WebProblem) -> WebAnswer {
    let pulse = try await agent().pulse
    guard let age = pulse.age, age <= pulse.limit else {
      let words = pulse.age.map { "was through \(Decimal.fixed($0.inSeconds, 1)) s ago" } ?? "is not through yet"
      throw WebProblem(503, "no_cycle", "The last control cycle \(words).", retryAfter: 5)
    }
    return WebAnswer(json: "{\"cycle_age_s\":\(Decimal.fixed(age.inSeconds, 3)),\"status\":\"ok\"}")
  }

  private func listen() async throws(WebProblem) -> WebAnswer {
    _ = try agent()
    guard streams.count < limits.streams else {
      throw WebProblem(
        503, "too_many_streams", "\(limits.streams) pages listen already; close one of them.", retryAfter: 30)
    }
    if streams.isEmpty { lastNews = timebase.now }
    let loop = loop
    let stream = streams.add { [weak self] number in
      guard let self else { return }
      loop.execute { self.assumeIsolated { $0.left(number) } }
    }
    schedule(in: .zero)
    return WebAnswer(events: stream)
  }

  private func left(_ number: Int) {
    streams.remove(number)
    guard streams.isEmpty else { return }
    next?.cancel()
    next = nil
  }

  private func schedule(in wait: Duration) {
    next?.cancel()
    next = loop.scheduleTask(in: TimeAmount(wait)) { [weak self] in
      self?.assumeIsolated { desk in _ = Task { await desk.tell() } }
    }
  }

  /// One round: what is new goes to everybody.
  private func tell() async {
    guard !isClosed, !streams.isEmpty, let controller = controller.controller else { return }
    let status = LiveStatus(await controller.status())
    let recent = await controller.recentEvents()
    guard !isClosed, !streams.isEmpty else { return }
    let bytes = streams.tell(status, recent)
    let now = timebase.now
    if bytes > 0 { lastNews = now }
    if now - lastNews >= limits.heartbeat {
      streams.beat()
      lastNews = now
    }
    schedule(in: max(limits.pace, .seconds(Double(bytes) / limits.streamBytes)))
  }
}

// MARK: What was

extension WebDesk {
  private func history(_ request: WebRequest) async throws(WebProblem) -> WebAnswer {
    let agent = try agent()
    let asked = try WebHistory(request.query, now: agent.surroundings.calendar.now, in: calendar)
    let path = await agent.configuration.history.path
    return try await kept(request) {
      await asked.document(at: path).map { WebAnswer(json: $0) }
    }
  }

  private func report(_ request: WebRequest) async throws(WebProblem) -> WebAnswer {
    let query = try WebReport(request.query)
    let operation = try reports()
    return try await kept(request) { await query.answer(by: operation) }
  }

  private func chart(_ request: WebRequest) async throws(WebProblem) -> WebAnswer {
    let query = try WebReport(request.query)
    let operation = try reports()
    return try await kept(request) { await query.chart(by: operation) }
  }

  private func reports() throws(WebProblem) -> ReportOperation {
    let (agent, clock) = (controller, try agent().surroundings.calendar)
    return ReportOperation(in: calendar, now: { clock.now }, rig: { await agent.controller?.configuration })
  }

  /// From the shelf while it is fresh; who asks for what is just being made waits for that.
  private func kept(
    _ request: WebRequest, _ make: @escaping @Sendable () async -> Result<WebAnswer, ControlRefusal>
  ) async throws(WebProblem) -> WebAnswer {
    let key =
      request.path + "?"
      + request.query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
    if let answer = shelf.take(key, at: timebase.now) { return answer.tagged(for: request) }
    if making[key] == nil {
      guard making.count < limits.readings else {
        throw WebProblem(503, "busy", "Other reports are being made; ask again in a moment.", retryAfter: 2)
      }
      making[key] = Task {
        switch await make() {
        case .success(let answer): answer
        case .failure(let refusal): WebProblem(refusal).answer
        }
      }
    }
    let answer = await making[key]?.value ?? WebProblem(.stopping).answer
    if making.removeValue(forKey: key) != nil, answer.status == 200 { shelf.put(answer, key, at: timebase.now) }
    return answer.tagged(for: request)
  }
}

// MARK: The owner's hand

extension WebDesk {
  private func order(_ request: WebRequest) async throws(WebProblem) -> WebAnswer {
    let call = try WebOrder.call(String(decoding: request.body, as: UTF8.self))
    return try await done(call, request)
  }

  private func clear(_ id: String?, _ request: WebRequest) async throws(WebProblem) -> WebAnswer {
    var call = OverrideCall(.clear, from: "web")
    if let id {
      guard let number = Int(id.hasPrefix("o") ? String(id.dropFirst()) : id) else {
        throw WebProblem(404, "unknown_override", "There is no order \(id.prefix(20)).")
      }
      call.id = number
    }
    return try await done(call, request)
  }

  private func done(_ call: OverrideCall, _ request: WebRequest) async throws(WebProblem) -> WebAnswer {
    let agent = try agent()
    do throws(ControlRefusal) {
      let answer = try await agent.answer(call, by: request.peer)
      if !streams.isEmpty, call.dryRun != true { schedule(in: .milliseconds(100)) }
      return WebAnswer(json: answer.json())
    } catch {
      throw WebProblem(error)
    }
  }
}

// MARK: The rig console

extension WebDesk {
  private func console(_ request: WebRequest) async throws(WebProblem) -> WebAnswer {
    guard let asked = ConsoleKeys(json: String(decoding: request.body, as: UTF8.self)) else {
      throw WebProblem(400, "not_understood", "The body is no JSON object such as {\"keys\":\"p\"}.")
    }
    let keys = Array((asked.keys ?? "").utf8)
    guard keys.count <= ConsoleSession.longestFeed else {
      throw WebProblem(413, "too_long", "At most \(ConsoleSession.longestFeed) bytes may be typed at once.")
    }
    let (name, session, greeting) = try opened(asked.session, for: request)
    if asked.tick == true {
      return answer(
        name, ConsoleSession.Reply(text: greeting + (await session.tick()), isOver: false), await session.isLive)
    }
    var reply = await session.feed(keys)
    reply.text = greeting + reply.text
    if reply.isOver { consoles.remove(name) }
    if !streams.isEmpty, !keys.isEmpty { schedule(in: .milliseconds(100)) }
    return answer(name, reply, await session.isLive)
  }

  /// The console of a request, or a new one with its greeting.
  private func opened(
    _ name: String?, for request: WebRequest
  ) throws(WebProblem) -> (name: String, session: ConsoleSession, greeting: String) {
    let agent = try agent()
    guard let name else {
      let session = ConsoleSession(agent, face: "web", user: request.peer)
      return (consoles.add(session, at: timebase.now), session, session.greeting)
    }
    guard let session = consoles.console(name, at: timebase.now) else {
      throw WebProblem(404, "unknown_session", "This console has ended; ask without \"session\" for a new one.")
    }
    return (name, session, "")
  }

  private func answer(_ name: String, _ reply: ConsoleSession.Reply, _ isLive: Bool) -> WebAnswer {
    WebAnswer(json: ConsoleDocument(session: name, text: reply.text, over: reply.isOver, live: isLive).json())
  }
}
