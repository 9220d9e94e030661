internal import NIOCore

/// The end of one channel: passes bytes and the end of the connection on.
final class PoolLinkHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let link: PoolRoster.LinkID
  private let driver: PoolFleetDriver

  init(link: PoolRoster.LinkID, driver: PoolFleetDriver) {
    self.link = link
    self.driver = driver
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    driver.received(Array(unwrapInboundIn(data).readableBytesView), on: link)
  }

  func channelInactive(context: ChannelHandlerContext) {
    driver.ended(link, context.channel)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// A few words for people instead of a dump of every address tried.
  static func brief(_ error: any Error) -> String {
    switch error {
    case let error as IOError: "errno \(error.errnoCode)"
    case is ChannelError: "timed out"
    default: String("\(error)".prefix(120))
    }
  }
}
