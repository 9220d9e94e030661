internal import NIOCore
internal import NIOPosix
internal import Units

/// Does what a ``PoolRoster`` decides: sockets and one timer. Lives on its event loop only.
final class PoolFleetDriver {
  private var roster: PoolRoster
  private let nodeSource: any PoolNodeSource
  private let eventLoop: any EventLoop
  private let timebase: any Timebase
  private let onEvent: @Sendable (PoolEvent) -> Void
  private let connectTimeout: Duration

  private var channels: [PoolRoster.LinkID: any Channel] = [:]
  private var timer: (at: Uptime, task: Scheduled<Void>)?
  private var inbox: [PoolRoster.Input] = []
  private var isBusy = false
  private var hasAskedForNodes = false
  private var isShutDown = false

  init(
    _ settings: PoolFleetSettings, nodes: any PoolNodeSource, on eventLoop: any EventLoop, timebase: any Timebase,
    seed: UInt64, onEvent: @escaping @Sendable (PoolEvent) -> Void
  ) {
    var settings = settings
    settings.times.keepReal(at: timebase.speed)
    roster = PoolRoster(settings, seed: seed)
    nodeSource = nodes
    self.eventLoop = eventLoop
    self.timebase = timebase
    self.onEvent = onEvent
    connectTimeout = settings.connectTimeout
  }

  var status: PoolFleetStatus { roster.status }

  /// Takes an input; events it causes may bring more, which wait their turn.
  func put(_ input: PoolRoster.Input) {
    guard !isShutDown else { return }
    inbox.append(input)
    guard !isBusy else { return }
    isBusy = true
    while !inbox.isEmpty {
      for output in roster.handle(inbox.removeFirst(), at: timebase.now) { perform(output) }
    }
    isBusy = false
    arm()
  }

  func shutDown() {
    for worker in roster.seats.keys.sorted() { put(.disconnect(worker)) }
    isShutDown = true
    timer?.task.cancel()
    timer = nil
  }

  private func perform(_ output: PoolRoster.Output) {
    switch output {
    case .open(let link, let node): open(link, node)
    case .write(let link, let bytes): write(bytes, to: link)
    case .close(let link): channels.removeValue(forKey: link)?.close(promise: nil)
    case .tell(let event): onEvent(event)
    case .wantNodes: askForNodes()
    }
  }

  /// One message, one buffer, one write: a pool takes every segment for a message.
  private func write(_ bytes: [UInt8], to link: PoolRoster.LinkID) {
    guard let channel = channels[link] else { return }
    channel.writeAndFlush(channel.allocator.buffer(bytes: bytes), promise: nil)
  }

  private func open(_ link: PoolRoster.LinkID, _ node: PoolNode) {
    let driver = NIOLoopBound(self, eventLoop: eventLoop)
    // Scaled like every other wait, but a kernel is no faster for it.
    let timeout = max(timebase.realLength(of: connectTimeout), .milliseconds(500))
    ClientBootstrap(group: eventLoop)
      .connectTimeout(TimeAmount(timeout))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.autoRead, value: false)  // no byte before the session knows that it is connected
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(PoolLinkHandler(link: link, driver: driver.value))
        }
      }
      .connect(host: node.host, port: node.port)
      .hop(to: eventLoop)
      .whenComplete { result in driver.value.opened(link, node, result) }
  }

  private func opened(_ link: PoolRoster.LinkID, _ node: PoolNode, _ result: Result<any Channel, any Error>) {
    switch result {
    case .failure(let error):
      put(.lost(link, .notConnected("\(node) does not accept a connection (\(PoolLinkHandler.brief(error)))")))
    case .success(let channel):
      guard !isShutDown, roster.seats[link.worker]?.link == link else { return channel.close(promise: nil) }
      channels[link] = channel
      put(.opened(link))
      channel.setOption(.autoRead, value: true).whenFailure { _ in channel.close(promise: nil) }
    }
  }

  func received(_ bytes: [UInt8], on link: PoolRoster.LinkID) { put(.received(link, bytes)) }

  func ended(_ link: PoolRoster.LinkID, _ channel: any Channel) {
    guard channels[link] === channel else { return }
    channels[link] = nil
    put(.lost(link, .byPeer))
  }

  private func askForNodes() {
    let driver = NIOLoopBound(self, eventLoop: eventLoop)
    let (source, loop, isRetry) = (nodeSource, eventLoop, hasAskedForNodes)
    hasAskedForNodes = true
    Task {
      let nodes = await source.nodes(isRetry: isRetry)
      loop.execute { driver.value.put(.nodes(nodes)) }
    }
  }

  /// One timer for all sessions. It is moved only to an earlier time: a timer that fires too early costs one wake-up,
  /// and moving it at each message would cost more.
  private func arm() {
    guard !isShutDown, let deadline = roster.deadline else { return }
    if let timer, timer.at <= deadline { return }
    timer?.task.cancel()
    let driver = NIOLoopBound(self, eventLoop: eventLoop)
    let task = eventLoop.scheduleTask(in: TimeAmount(timebase.realWait(until: deadline))) {
      driver.value.timer = nil
      driver.value.put(.timeReached)
    }
    timer = (deadline, task)
  }
}
