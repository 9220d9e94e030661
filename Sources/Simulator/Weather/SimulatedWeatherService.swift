internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// A weather service on loopback HTTP: it gives the answers it was told to give, the last one for ever.
public final class SimulatedWeatherService: Sendable {
  /// `http://127.0.0.1:<port>/v1/forecast`
  public let address: String
  private let listener: any Channel
  private let answers: NIOLoopBoundBox<[WebServiceAnswer]>

  private init(listener: any Channel, answers: NIOLoopBoundBox<[WebServiceAnswer]>) {
    self.listener = listener
    self.answers = answers
    address = "http://127.0.0.1:\(listener.localAddress?.port ?? 0)/v1/forecast"
  }

  /// Starts the service on a free port; an empty list of answers is HTTP 404.
  public static func start(_ answers: [WebServiceAnswer]) async throws -> SimulatedWeatherService {
    let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
    let box = NIOLoopBoundBox.makeBoxSendingValue(answers, eventLoop: eventLoop)
    let listener = try await ServerBootstrap(group: eventLoop)
      .childChannelInitializer { channel in
        channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
          try channel.pipeline.syncOperations.addHandler(
            WebServiceHandler { _ in
              let next = box.value.first ?? WebServiceAnswer(status: 404, body: "not found")
              if box.value.count > 1 { box.value.removeFirst() }
              return next
            })
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return SimulatedWeatherService(listener: listener, answers: box)
  }

  /// Stops listening.
  public func stop() async throws { try await listener.close() }
}
