public import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// The pool's web service on loopback HTTP: `/getPool`, `/mining_key`, `/users/<name>`, `/miners/<name>` and
/// `/balances/<name>`, with the shapes and the oddities of the real one (failures come with status 200, a wrong key
/// without a message, too many requests as HTML, ten failures are a ban).
public final class SimulatedWebService: Sendable {
  /// `http://127.0.0.1:<port>`
  public let address: String
  private let listener: any Channel
  private let desk: NIOLoopBoundBox<WebServiceDesk>

  private init(listener: any Channel, desk: NIOLoopBoundBox<WebServiceDesk>) {
    self.listener = listener
    self.desk = desk
    address = "http://127.0.0.1:\(listener.localAddress?.port ?? 0)"
  }

  /// Starts the service on a free port.
  ///
  /// - Parameters:
  ///   - poolPort: what `/getPool` names; nil answers as if no pool were up.
  ///   - keys: mining keys by user; nil for users without one. Others do not exist.
  ///   - pool: whose miners it lists; it must live on the same event loop.
  public static func start(
    poolPort: Int?, keys: [String: String?] = [:], pool: SimulatedPool? = nil, on eventLoop: any EventLoop
  ) async throws -> SimulatedWebService {
    let desk = NIOLoopBoundBox.makeBoxSendingValue(
      WebServiceDesk(poolPort: poolPort, keys: keys, pool: pool), eventLoop: eventLoop)
    let listener = try await ServerBootstrap(group: eventLoop)
      .childChannelInitializer { channel in
        channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
          try channel.pipeline.syncOperations.addHandler(WebServiceHandler { desk.value.answer($0) })
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return SimulatedWebService(listener: listener, desk: desk)
  }

  /// The paths asked so far.
  public func requests() async throws -> [String] {
    try await listener.eventLoop.submit { self.desk.value.requests }.get()
  }

  /// From now on answers as to an address that asked too much: HTTP 429 with a page for people.
  public func refuse(_ isRefusing: Bool = true) async throws {
    try await listener.eventLoop.submit { self.desk.value.isRefusing = isRefusing }.get()
  }

  /// From now on gives these answers to `/users/…`, one after the other and the last one for ever; none: its own.
  public func script(_ answers: [WebServiceAnswer]) async throws {
    try await listener.eventLoop.submit { self.desk.value.script = answers }.get()
  }

  /// Stops listening.
  public func stop() async throws { try await listener.close() }
}
