internal import Glibc
internal import NIOCore

/// `struct ucred` of unix(7): what `SO_PEERCRED` tells of the other end.
struct PeerCredentials: Sendable {
  var process: Int32 = 0
  var user: UInt32 = 0
  var group: UInt32 = 0

  /// Asks the kernel who is connected.
  static func peer(of channel: any Channel) -> EventLoopFuture<ControlPeer> {
    guard let options = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    let asked: EventLoopFuture<PeerCredentials> = options.unsafeGetSocketOption(
      level: .socket, name: .init(rawValue: SO_PEERCRED))
    return asked.map { ControlPeer(process: $0.process, user: $0.user) }
  }
}
