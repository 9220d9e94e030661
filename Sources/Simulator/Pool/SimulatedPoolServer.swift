internal import NIOCore
internal import NIOPosix
internal import Units

/// Sockets and delays of a ``SimulatedPool``. Lives on its event loop only.
final class SimulatedPoolServer {
  var model: PoolModel
  private let eventLoop: any EventLoop
  private let timebase: any Timebase
  private var listener: (any Channel)?
  private var channels: [Int: any Channel] = [:]

  init(_ behaviour: PoolBehaviour, seed: UInt64, on eventLoop: any EventLoop, timebase: any Timebase) {
    model = PoolModel(behaviour, seed: seed)
    self.eventLoop = eventLoop
    self.timebase = timebase
  }

  func listen(on port: Int) -> EventLoopFuture<Int> {
    let server = NIOLoopBound(self, eventLoop: eventLoop)
    return ServerBootstrap(group: eventLoop)
      .serverChannelOption(.backlog, value: 128)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(SimulatedPoolHandler(server: server.value))
        }
      }
      .bind(host: "127.0.0.1", port: port)
      .map { channel in
        server.value.listener = channel
        return channel.localAddress?.port ?? port
      }
  }

  func goDown() -> EventLoopFuture<Void> {
    for number in channels.keys.sorted() { drop(number) }
    guard let listener else { return eventLoop.makeSucceededVoidFuture() }
    self.listener = nil
    return listener.close()
  }

  func drop(_ number: Int) {
    model.left(number, reason: "dropped")
    channels.removeValue(forKey: number)?.close(promise: nil)
  }

  /// A connection came; returns its number.
  func connected(_ channel: any Channel) -> Int {
    let (number, reactions) = model.connected(timebase.now)
    channels[number] = channel
    answer(reactions, to: number)
    watchIdle(number)
    return number
  }

  /// One read is one data event; it takes half a round trip to be here, and its answer as long to be there.
  func received(_ bytes: [UInt8], from number: Int) {
    let text = String(decoding: bytes.map { $0 & 0x7f }, as: UTF8.self)
    later { server in
      server.answer(server.model.received(text, from: number, server.timebase.now), to: number)
    }
  }

  func ended(_ number: Int) {
    channels[number] = nil
    model.left(number)
  }

  private func answer(_ reactions: [PoolModel.Reaction], to number: Int) {
    guard !reactions.isEmpty else { return }
    later { server in
      for reaction in reactions { server.perform(reaction, number) }
    }
  }

  private func perform(_ reaction: PoolModel.Reaction, _ number: Int) {
    switch reaction {
    case .say(let text): write(text, to: number)
    case .close: drop(number)
    }
  }

  private func write(_ text: String, to number: Int) {
    guard let channel = channels[number] else { return }
    let chance = model.behaviour.splitChance
    guard chance > 0, text.utf8.count > 2, Double.random(in: 0..<1, using: &model.random) < chance else {
      return channel.writeAndFlush(channel.allocator.buffer(string: text), promise: nil)
    }
    let bytes = Array(text.utf8)
    let cut = Int.random(in: 1..<bytes.count, using: &model.random)
    channel.writeAndFlush(channel.allocator.buffer(bytes: bytes[..<cut]), promise: nil)
    eventLoop.scheduleTask(in: .milliseconds(1)) {
      channel.writeAndFlush(channel.allocator.buffer(bytes: bytes[cut...]), promise: nil)
    }
  }

  private func later(_ work: @escaping (SimulatedPoolServer) -> Void) {
    let delay = timebase.realLength(of: model.behaviour.roundTrip / 2)
    guard delay > .zero else { return work(self) }
    let bound = NIOLoopBound((server: self, work: work), eventLoop: eventLoop)
    eventLoop.scheduleTask(in: TimeAmount(delay)) { bound.value.work(bound.value.server) }
  }

  /// Closes after the pool's idle limit; looks again when a byte has moved it.
  private func watchIdle(_ number: Int) {
    // A busy machine is no idle miner: far above real time the limits do not shrink below a real moment.
    guard let end = model.idleEnd(number, slack: timebase.speed) else { return }
    let now = timebase.now
    guard now < end else { return drop(number, "idle") }
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    eventLoop.scheduleTask(in: TimeAmount(timebase.realLength(of: end - now))) { bound.value.watchIdle(number) }
  }

  private func drop(_ number: Int, _ reason: String) {
    model.left(number, reason: reason)
    channels.removeValue(forKey: number)?.close(promise: nil)
  }
}
