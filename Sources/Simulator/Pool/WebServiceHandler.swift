internal import NIOCore
internal import NIOHTTP1

/// One HTTP connection; answers one request and closes.
final class WebServiceHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let answer: (String) -> WebServiceAnswer
  private var uri = ""

  init(answer: @escaping (String) -> WebServiceAnswer) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): uri = head.uri
    case .body: break
    case .end: respond(context)
    }
  }

  private func respond(_ context: ChannelHandlerContext) {
    let answer = answer(uri)
    var headers: HTTPHeaders = ["Content-Length": "\(answer.body.utf8.count)", "Connection": "close"]
    if let wait = answer.retryAfter { headers.add(name: "Retry-After", value: wait) }
    let channel = context.channel
    let status = HTTPResponseStatus(statusCode: answer.status)
    context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(channel.allocator.buffer(string: answer.body)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
  }
}
