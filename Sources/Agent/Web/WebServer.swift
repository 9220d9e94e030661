internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Logging
public import NIOCore
internal import Units

/// The HTTP server of the page and of programs, on the agent's own event loop.
public final class WebServer: Sendable {
  /// Where it listens.
  public let port: Int
  private let server: Server<WebConnection>
  private let desk: WebDesk
  private let work: Task<Void, Never>

  private init(port: Int, server: Server<WebConnection>, desk: WebDesk, work: Task<Void, Never>) {
    self.port = port
    self.server = server
    self.desk = desk
    self.work = work
  }

  /// Opens the page of an agent.
  ///
  /// - Throws: ``WebServerError`` when nothing can listen there.
  public static func open(
    _ section: WebSection, of controller: Controller, on loop: any EventLoop, logger: Logger
  ) async throws(WebServerError) -> WebServer {
    try await open(section, of: controller, on: loop, logger: logger, limits: WebLimits())
  }

  static func open(
    _ section: WebSection, of controller: Controller, on loop: any EventLoop, logger: Logger, limits: WebLimits
  ) async throws(WebServerError) -> WebServer {
    let desk = WebDesk(section, of: controller, on: loop, limits: limits)
    var quiet = logger
    quiet.logLevel = .critical
    let connection = WebConnection(limits: limits, connections: ControlConnections(limit: limits.connections)) {
      request, writer, channel in
      try await Self.respond(request, writer, channel, by: desk, limits)
    }
    let (started, running) = AsyncStream<Int>.makeStream()
    let server = Server(
      childChannelSetup: connection,
      configuration: ServerConfiguration(
        address: .hostname(section.address, port: section.port), backlog: 64, reuseAddress: true),
      onServerRunning: { channel in running.yield(channel.localAddress?.port ?? section.port) },
      eventLoopGroup: loop, logger: quiet)
    let failure = WebFailure()
    let work = Task(executorPreference: LoopTasks(loop)) {
      do { try await server.run() } catch { await failure.note("\(error)") }
      running.finish()
    }
    for await port in started { return WebServer(port: port, server: server, desk: desk, work: work) }
    throw WebServerError(place: "\(section.address):\(section.port)", reason: await failure.text)
  }

  /// Ends every stream and closes every connection.
  public func close() async {
    await desk.close()
    // What is still being answered has a moment; then the tasks are ended.
    let work = work
    let hurry = Task {
      try? await Task.sleep(for: .milliseconds(500))
      work.cancel()
    }
    try? await server.shutdownGracefully()
    hurry.cancel()
    work.cancel()
    await work.value
  }

  // MARK: One request

  private static func respond(
    _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel, by desk: WebDesk,
    _ limits: WebLimits
  ) async throws {
    let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(limits.patience)) { channel.close(promise: nil) }
    let (asked, isWhole) = await read(request, channel, limits)
    let answer =
      isWhole
      ? await desk.answer(asked)
      : WebProblem(413, "too_long", "A body has at most \(limits.bodyBytes) bytes.").answer.with("connection", "close")
    let head = WebHead.head(of: answer)
    switch answer.body {
    case .bytes(let bytes):
      // A 304 and a HEAD have the head of the whole answer and no body.
      let hasBody = asked.method != "HEAD" && answer.status != 304
      try await writer.write(
        response: head, body: hasBody ? ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)) : .init())
      if !isWhole { channel.close(promise: nil) }
      deadline.cancel()
    case .events(let events):
      deadline.cancel()
      try await send(events, request, head, writer, channel, limits)
    }
  }

  /// The request with its whole body, or without when that is too long.
  private static func read(
    _ request: Request, _ channel: any Channel, _ limits: WebLimits
  ) async -> (WebRequest, isWhole: Bool) {
    var headers: [String: String] = [:]
    for field in request.head.headerFields { headers[field.name.canonicalName] = field.value }
    headers["host"] = request.head.authority
    let peer = channel.remoteAddress?.ipAddress ?? ""
    var asked = WebRequest(request.head.method.rawValue, request.head.path ?? "/", headers: headers, peer: peer)
    guard !asked.isSafe else { return (asked, true) }
    guard let buffer = try? await request.body.collect(upTo: limits.bodyBytes) else { return (asked, false) }
    asked.body = Array(buffer.readableBytesView)
    return (asked, true)
  }

  /// Sends events until one side ends. Who does not read for long is left.
  private static func send(
    _ events: AsyncStream<String>, _ request: Request, _ head: HTTPResponse, _ writer: consuming ResponseWriter,
    _ channel: any Channel, _ limits: WebLimits
  ) async throws {
    let body = ResponseBody { output in
      try await request.body.consumeWithCancellationOnInboundClose { _ in
        for await event in events {
          let patience = channel.eventLoop.scheduleTask(in: TimeAmount(limits.patience)) { channel.close(promise: nil) }
          defer { patience.cancel() }
          try await output.write(ByteBuffer(string: event))
        }
      }
      try await output.finish(nil)
      channel.close(promise: nil)
    }
    try await writer.write(response: head, body: body)
  }
}

/// Why the page cannot be served.
public struct WebServerError: Error, Sendable, CustomStringConvertible {
  let place: String
  let reason: String

  /// A full sentence with the next step.
  public var description: String {
    "The page cannot be served on \(place): \(reason). Is the port taken? Choose another one with web.port."
  }
}

/// The last words of a server that did not start.
private actor WebFailure {
  private(set) var text = "it ended"

  func note(_ text: String) { self.text = text }
}
