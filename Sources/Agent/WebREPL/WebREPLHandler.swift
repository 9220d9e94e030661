internal import NIOCore
internal import Synchronization
internal import Units

/// One connection of the WebREPL port: bytes to frames to the session, and what the session wants done.
final class WebREPLHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Frames that wait for an answer; clients send one and wait.
  private static let mostFrames = 64

  private let desk: WebREPLDoor.Desk
  private var handshake: WebREPLHandshake? = WebREPLHandshake()
  private var decoder = WebSocketDecoder()
  private var session = WebREPLSession()
  private var console: ConsoleSession?
  private var frames: [WebSocketFrame] = []
  private var isBusy = false
  private var isCounted = false
  private var limit: Scheduled<Void>?
  private var live: RepeatedTask?

  init(_ desk: WebREPLDoor.Desk) {
    self.desk = desk
  }

  func channelActive(context: ChannelHandlerContext) {
    let (mayStay, isFirst) = desk.state.withLock { state in
      guard state.waiting < WebREPLDoor.mostWaiting else {
        let now = desk.timebase.now
        let isFirst = state.refusedSince.map { now - $0 > .minutes(10) } ?? true
        if isFirst { state.refusedSince = now }
        return (false, isFirst)
      }
      state.waiting += 1
      return (true, false)
    }
    isCounted = mayStay
    if mayStay { return setLimit(desk.loginTime, context) }
    if isFirst { desk.tell("too many connections", "More than \(WebREPLDoor.mostWaiting) try to log in at once.") }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    limit?.cancel()
    live?.cancel()
    leaveWaiting()
    let channel = context.channel
    desk.state.withLock { if $0.inside === channel { $0.inside = nil } }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = Array(unwrapInboundIn(data).readableBytesView)
    if handshake != nil {
      switch handshake?.take(bytes) {
      case .more, nil: return
      case .page(let page):
        handshake = nil
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.value.writeAndFlush(NIOAny(ByteBuffer(bytes: page)))
          .whenComplete { _ in context.value.close(promise: nil) }
        return
      case .upgrade(let reply, let rest):
        handshake = nil
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: reply)), promise: nil)
        perform([WebREPLSession.welcome], context)
        bytes = rest
      }
    }
    if session.isLoggedIn { setLimit(WebREPLDoor.idleTime, context) }
    do throws(WebSocketDecoder.Failure) {
      frames += try decoder.take(bytes)
    } catch {
      return context.close(promise: nil)
    }
    guard frames.count <= Self.mostFrames else { return context.close(promise: nil) }
    serve(context)
  }

  /// Takes the frames that wait, until one needs an answer.
  private func serve(_ context: ChannelHandlerContext) {
    while !isBusy, !frames.isEmpty { perform(session.take(frames.removeFirst()), context) }
  }

  private func perform(_ actions: [WebREPLSession.Action], _ context: ChannelHandlerContext) {
    for action in actions {
      switch action {
      case .send(let frame): context.writeAndFlush(NIOAny(ByteBuffer(bytes: frame.bytes)), promise: nil)
      case .close: closeSoon(context)
      case .check(let tried): check(tried, context)
      case .admit(let name): perform(session.mayPut(desk.files.refusal(toPut: name)), context)
      case .type(let bytes):
        let console = console
        wait(context) { _ in
          await console?.feed(bytes)
        } then: { handler, reply in
          guard let reply else { return [] }
          handler.followLive()
          return handler.session.said(reply.text, isOver: reply.isOver)
        }
      case .open(let name):
        wait(context) {
          await $0.files.open(name)
        } then: {
          $0.session.opened($1)
        }
      case .store(_, let bytes):
        wait(context) {
          await $0.files.store(bytes)
        } then: {
          $0.session.stored($1)
        }
      }
    }
  }

  /// Asks something that takes time; frames wait meanwhile.
  private func wait<Answer: Sendable>(
    _ context: ChannelHandlerContext, _ ask: @escaping @Sendable (WebREPLDoor.Desk) async -> Answer,
    then: @escaping (WebREPLHandler, Answer) -> [WebREPLSession.Action]
  ) {
    isBusy = true
    let (loop, desk) = (context.eventLoop, desk)
    let bound = NIOLoopBound((self, context, then), eventLoop: loop)
    Task {
      let answer = await ask(desk)
      loop.execute {
        let (handler, context, then) = bound.value
        guard context.channel.isActive else { return }
        handler.isBusy = false
        handler.perform(then(handler, answer), context)
        handler.serve(context)
      }
    }
  }

  /// A wrong password is answered late, so that nobody can try many.
  private func check(_ tried: [UInt8], _ context: ChannelHandlerContext) {
    isBusy = true
    let now = desk.timebase.now
    let isOpen = desk.state.withLock { !$0.lockout.isLocked(at: now) }
    let isRight = desk.password.matches(tried) && isOpen
    let hasLocked = isOpen && desk.state.withLock { $0.lockout.tried(isRight: isRight, at: now) }
    if hasLocked {
      let text =
        "\(WebREPLLockout.mostFailures) wrong passwords in a row; nobody is let in for \(WebREPLLockout.length.brief)."
      desk.tell("webrepl locked", text)
    }
    if isRight { return enter(context) }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: TimeAmount(desk.delay)) {
      let (handler, context) = bound.value
      guard context.channel.isActive else { return }
      handler.perform(handler.session.checked(false), context)
    }
  }

  private func enter(_ context: ChannelHandlerContext) {
    guard let controller = desk.controller.controller else { return context.close(promise: nil) }
    leaveWaiting()
    let channel = context.channel
    let before = desk.state.withLock { state in
      defer { state.inside = channel }
      return state.inside
    }
    before?.close(promise: nil)
    let console = ConsoleSession(controller, face: "webrepl", user: desk.user)
    self.console = console
    isBusy = false
    perform(session.checked(true) + session.said(console.greeting, isOver: false), context)
    setLimit(WebREPLDoor.idleTime, context)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    live = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(2), delay: .seconds(2)) { _ in
      let (handler, context) = bound.value
      handler.tick(context)
    }
    serve(context)
  }

  private var isLive = false

  /// Whether the console shows an overview every two seconds is looked at after each key.
  private func followLive() { isLive = true }

  private func tick(_ context: ChannelHandlerContext) {
    guard isLive, !isBusy, let console else { return }
    wait(context) { _ in
      (await console.tick(), await console.isLive)
    } then: { handler, answer in
      handler.isLive = answer.1
      return handler.session.said(answer.0, isOver: false)
    }
  }

  private func leaveWaiting() {
    guard isCounted else { return }
    isCounted = false
    desk.state.withLock { $0.waiting -= 1 }
  }

  private func setLimit(_ time: Duration, _ context: ChannelHandlerContext) {
    limit?.cancel()
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    limit = context.value.eventLoop.scheduleTask(in: TimeAmount(time)) { context.value.close(promise: nil) }
  }

  /// After what was written has gone.
  private func closeSoon(_ context: ChannelHandlerContext) {
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.value.writeAndFlush(NIOAny(ByteBuffer())).whenComplete { _ in context.value.close(promise: nil) }
  }
}

extension WebREPLDoor.Desk {
  /// Once in the log and once among the events.
  func tell(_ phrase: String, _ text: String) {
    log.warning(phrase, ["port": "webrepl", "what": text])
    let agent = controller
    Task { await agent.controller?.noteEvent(.access, "webrepl", text) }
  }
}
