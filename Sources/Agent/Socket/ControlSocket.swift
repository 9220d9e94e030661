internal import Foundation
internal import Glibc
public import NIOCore
internal import NIOPosix

/// The Unix socket on which the agent answers its owner: mode 0660, one JSON line a request, one line an answer.
public final class ControlSocket: Sendable {
  private let channel: any Channel
  private let path: String

  private init(channel: any Channel, path: String) {
    self.channel = channel
    self.path = path
  }

  /// Opens the socket; a dead one of an earlier run is replaced, a living one is an error.
  public static func open(
    at path: String, on group: any EventLoopGroup, responder: any ControlResponder
  ) async throws -> ControlSocket {
    if ControlClient(path: path).answers { throw ControlSocketError.inUse(path) }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let channel: any Channel
    do {
      channel = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 8)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(ControlSocketHandler(responder: responder))
          }
        }
        .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
    } catch {
      throw ControlSocketError.cannotOpen(path, "\(error)")
    }
    chmod(path, 0o660)
    return ControlSocket(channel: channel, path: path)
  }

  /// Closes the socket and removes its file.
  public func close() async {
    try? await channel.close().get()
    unlink(path)
  }
}

/// Why the socket cannot be opened.
public enum ControlSocketError: Error, Sendable, CustomStringConvertible {
  /// Another agent answers there.
  case inUse(String)
  /// The system refused.
  case cannotOpen(String, String)

  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .inUse(let path):
      "Another agent already answers on \(path); stop it first, or give this one another service.socket."
    case .cannotOpen(let path, let reason):
      "The control socket \(path) cannot be opened: \(reason); check that its folder exists and may be written."
    }
  }
}
