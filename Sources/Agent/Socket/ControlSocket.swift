internal import Foundation
internal import Glibc
public import NIOCore
internal import NIOPosix
public import Units

/// The Unix socket on which the agent answers its owner: mode 0660, one JSON line a request, one line an answer (or a
/// stream of them).
public final class ControlSocket: Sendable {
  private let channel: any Channel
  private let path: String

  private init(channel: any Channel, path: String) {
    self.channel = channel
    self.path = path
  }

  /// Opens the socket; a dead one of an earlier run is replaced, a living one is an error.
  ///
  /// - Parameters:
  ///   - owners: the group whose members may use it; nil leaves the group of the process.
  ///   - timebase: for the limits; clients live in real time whatever the rig's clock does.
  public static func open(
    at path: String, owners: String? = nil, on group: any EventLoopGroup, responder: any ControlResponder,
    limits: ControlLimits = ControlLimits(), timebase: any Timebase = SystemTimebase()
  ) async throws -> ControlSocket {
    if ControlClient(path: path).answers { throw ControlSocketError.inUse(path) }
    let owner = try owners.map { try groupNumber($0) }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let connections = ControlConnections(limit: limits.connections)
    let channel: any Channel
    // Nobody else may connect between bind and chmod.
    let mask = umask(0o117)
    defer { umask(mask) }
    do {
      channel = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 8)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              ControlSocketHandler(
                responder: responder, limits: limits, timebase: timebase, connections: connections))
          }
        }
        .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
    } catch {
      throw ControlSocketError.cannotOpen(path, "\(error)")
    }
    chmod(path, 0o660)
    if let owner, let owners, chown(path, .max, owner) != 0 {
      try? await channel.close().get()
      unlink(path)
      throw ControlSocketError.notYourGroup(owners)
    }
    return ControlSocket(channel: channel, path: path)
  }

  private static func groupNumber(_ name: String) throws -> gid_t {
    var entry = group()
    var found: UnsafeMutablePointer<group>?
    var memory = [CChar](repeating: 0, count: 16384)
    guard getgrnam_r(name, &entry, &memory, memory.count, &found) == 0, found != nil else {
      throw ControlSocketError.noGroup(name)
    }
    return entry.gr_gid
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
  /// There is no such group.
  case noGroup(String)
  /// The process may not give the socket to that group.
  case notYourGroup(String)

  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .inUse(let path):
      "Another agent already answers on \(path); stop it first, or give this one another service.socket."
    case .cannotOpen(let path, let reason):
      "The control socket \(path) cannot be opened: \(reason); check that its folder exists and may be written."
    case .noGroup(let name):
      "There is no group \"\(name)\" for the control socket; create it with \"groupadd \(name)\", or correct service.group."
    case .notYourGroup(let name):
      "The control socket cannot be given to the group \"\(name)\"; let the agent's user be a member of it."
    }
  }
}
