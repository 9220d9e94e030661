public import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// The pool's web service on loopback HTTP: `/getPool`, `/mining_key` and `/users/<name>`, with the shapes and the
/// oddities of the real one (failures come with status 200, a wrong key without a message, too many requests as HTML).
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
  public static func start(
    poolPort: Int?, keys: [String: String?] = [:], on eventLoop: any EventLoop
  ) async throws -> SimulatedWebService {
    let desk = NIOLoopBoundBox.makeBoxSendingValue(
      WebServiceDesk(poolPort: poolPort, keys: keys), eventLoop: eventLoop)
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

  /// Stops listening.
  public func stop() async throws { try await listener.close() }
}

/// What the service knows and answers.
private struct WebServiceDesk {
  let poolPort: Int?
  let keys: [String: String?]
  var requests: [String] = []
  var isRefusing = false

  mutating func answer(_ uri: String) -> (status: HTTPResponseStatus, body: String) {
    requests.append(uri)
    if isRefusing { return (.tooManyRequests, "<!doctype html><title>429 Too Many Requests</title>") }
    let parts = uri.split(separator: "?", maxSplits: 1)
    let path = parts.first.map(String.init) ?? "/"
    if path == "/getPool" { return (.ok, getPool) }
    if path == "/mining_key" { return (.ok, miningKey(parts.count > 1 ? parts[1] : "")) }
    if path.hasPrefix("/users/") { return (.ok, user(String(path.dropFirst(7)))) }
    return (.notFound, "<!doctype html><title>404 Not Found</title>")
  }

  private var getPool: String {
    guard let poolPort else { return failure("reduce() of empty iterable with no initial value") }
    return #"{"client":"127.0.0.1","ip":"127.0.0.1","name":"loopback","port":\#(poolPort),"#
      + #""server":"duino-master-1","success":true}"#
  }

  private func miningKey(_ query: Substring) -> String {
    let given = query.split(separator: "&").reduce(into: [Substring: Substring]()) { fields, pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      fields[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
    guard let user = given["u"] else { return failure("Not enough data") }
    guard let key = keys[String(user)] ?? nil else { return #"{"has_key":false,"success":true}"# }
    return #"{"has_key":true,"success":\#(given["k"].map(String.init) == key)}"#
  }

  private func user(_ name: String) -> String {
    guard keys.keys.contains(name) else { return failure("This user doesn't exist (users v1): \(name)") }
    return #"{"result":{"balance":{"balance":1.5,"username":"\#(name)","verified":"yes"},"miners":[],"#
      + #""transactions":[]},"success":true,"server":"duino-master-1"}"#
  }

  private func failure(_ message: String) -> String {
    #"{"message":"\#(message)","success":false,"server":"duino-master-1"}"#
  }
}

/// One HTTP connection; answers one request and closes.
private final class WebServiceHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let answer: (String) -> (status: HTTPResponseStatus, body: String)
  private var uri = ""

  init(answer: @escaping (String) -> (status: HTTPResponseStatus, body: String)) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): uri = head.uri
    case .body: break
    case .end: respond(context)
    }
  }

  private func respond(_ context: ChannelHandlerContext) {
    let (status, body) = answer(uri)
    let headers: HTTPHeaders = ["Content-Length": "\(body.utf8.count)", "Connection": "close"]
    let channel = context.channel
    context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(channel.allocator.buffer(string: body)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
  }
}
