public import NIOCore
internal import NIOPosix
public import Units

/// A pool on loopback TCP that behaves like the public ones: banner, jobs, checks in their order, limits, latency,
/// refusals, worker numbers that are never compacted, and one data event = one message. It recomputes every share with
/// an SHA-1 of its own and knows nothing of the miner under test.
public final class SimulatedPool: Sendable {
  /// The port it listens on at 127.0.0.1; the same after ``comeBack()``.
  public let port: Int
  private let eventLoop: any EventLoop
  private let server: NIOLoopBoundBox<SimulatedPoolServer>

  private init(port: Int, eventLoop: any EventLoop, server: NIOLoopBoundBox<SimulatedPoolServer>) {
    self.port = port
    self.eventLoop = eventLoop
    self.server = server
  }

  /// Starts a pool on a free port.
  ///
  /// - Parameter seed: of the jobs and of chance; the same seed deals the same jobs.
  public static func start(
    _ behaviour: PoolBehaviour = PoolBehaviour(), on eventLoop: any EventLoop, timebase: any Timebase,
    seed: UInt64 = 1
  ) async throws -> SimulatedPool {
    let server = NIOLoopBoundBox.makeBoxSendingValue(
      SimulatedPoolServer(behaviour, seed: seed, on: eventLoop, timebase: timebase), eventLoop: eventLoop)
    let port = try await eventLoop.flatSubmit { server.value.listen(on: 0) }.get()
    return SimulatedPool(port: port, eventLoop: eventLoop, server: server)
  }

  /// Changes the behaviour from now on.
  public func change(_ edit: @escaping @Sendable (inout PoolBehaviour) -> Void) async throws {
    try await eventLoop.submit { edit(&self.server.value.model.behaviour) }.get()
  }

  /// What it saw so far.
  public func statistics() async throws -> PoolStatistics {
    try await eventLoop.submit { self.server.value.model.statistics }.get()
  }

  /// What it saw so far, for callers on the event loop.
  public var statisticsOnEventLoop: PoolStatistics { server.value.model.statistics }

  /// Refuses connections and drops all that stand, like a pool that crashed.
  public func goDown() async throws {
    try await eventLoop.flatSubmit { self.server.value.goDown() }.get()
  }

  /// Listens again on the same port.
  public func comeBack() async throws {
    _ = try await eventLoop.flatSubmit { self.server.value.listen(on: self.port) }.get()
  }

  /// Drops the connection of a number, like a router that forgot it.
  public func drop(connection number: Int) async throws {
    try await eventLoop.submit { self.server.value.drop(number) }.get()
  }

  /// Stops for good.
  public func stop() async throws { try await goDown() }
}
