internal import NIOCore

/// One connection of a ``SimulatedPoolServer``.
final class SimulatedPoolHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let server: SimulatedPoolServer
  private var number: Int?

  init(server: SimulatedPoolServer) { self.server = server }

  func channelActive(context: ChannelHandlerContext) { number = server.connected(context.channel) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let number else { return }
    server.received(Array(unwrapInboundIn(data).readableBytesView), from: number)
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let number { server.ended(number) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
