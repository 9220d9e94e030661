internal import Foundation
public import NIOCore
internal import NIOPosix
internal import Synchronization
public import Units

/// The WebREPL port: the rig console and a few files for webrepl_cli.py and the browser's client. See doc/webrepl.md.
///
/// Raw TCP with a small codec of its own. Nobody is served before the password; four may try at once, one is in: who gives
/// the password later takes the place of who came earlier.
public final class WebREPLDoor: Sendable {
  /// Connections without a password at once; more are closed.
  static let mostWaiting = 4
  /// How long a connection may take for handshake and password.
  static let loginTime = Duration.seconds(30)
  /// How long somebody who is in may be silent.
  static let idleTime = Duration.minutes(10)

  private let channel: any Channel

  /// What all connections share.
  final class Desk: Sendable {
    struct State {
      var waiting = 0
      var lockout = WebREPLLockout()
      var inside: (any Channel)?
      var refusedSince: Uptime?
    }

    let state = Mutex(State())
    let password: WebREPLPassword
    let files: WebREPLFiles
    let controller: WeakController
    let timebase: any Timebase
    let log: AgentLog
    let user: String
    let loginTime: Duration
    let delay: Duration

    init(
      _ section: WebREPLSection, _ controller: Controller, loader: ConfigurationLoader?, timebase: any Timebase,
      loginTime: Duration, delay: Duration
    ) {
      password = WebREPLPassword(section.password)
      self.controller = WeakController(controller)
      user = "password holder"
      files = WebREPLFiles(agent: WeakController(controller), loader: loader, user: "password holder by webrepl")
      self.timebase = timebase
      log = AgentLog(logger: controller.surroundings.logger)
      self.loginTime = loginTime
      self.delay = delay
    }
  }

  private init(_ channel: any Channel) { self.channel = channel }

  /// Opens the port.
  ///
  /// - Parameters:
  ///   - loader: of the configuration's file, which can then be got and put; nil: there is none.
  ///   - timebase: for login and lockout; clients live in real time whatever the rig's clock does.
  public static func open(
    _ section: WebREPLSection, for controller: Controller, loader: ConfigurationLoader?, on group: any EventLoopGroup,
    timebase: any Timebase = SystemTimebase()
  ) async throws(WebREPLError) -> WebREPLDoor {
    try await open(
      section, for: controller, loader: loader, on: group, timebase: timebase, loginTime: loginTime,
      delay: WebREPLLockout.delay)
  }

  static func open(
    _ section: WebREPLSection, for controller: Controller, loader: ConfigurationLoader?, on group: any EventLoopGroup,
    timebase: any Timebase, loginTime: Duration, delay: Duration
  ) async throws(WebREPLError) -> WebREPLDoor {
    let desk = Desk(
      section, controller, loader: loader, timebase: timebase, loginTime: loginTime, delay: delay)
    do {
      let address = try address(of: section)
      let channel = try await ServerBootstrap(group: group)
        .serverChannelOption(.backlog, value: 16)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.socketOption(.so_keepalive), value: 1)
        .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(WebREPLHandler(desk))
          }
        }
        .bind(to: address).get()
      return WebREPLDoor(channel)
    } catch let error as WebREPLError {
      throw error
    } catch {
      throw .cannotOpen("\(section.address):\(section.port)", "\(error)")
    }
  }

  /// An address, or that of an interface.
  private static func address(of section: WebREPLSection) throws -> SocketAddress {
    if let address = try? SocketAddress(ipAddress: section.address, port: section.port) { return address }
    let devices = try System.enumerateDevices().filter { $0.name == section.address }
    let found = devices.compactMap(\.address).first { $0.protocol == .inet } ?? devices.compactMap(\.address).first
    guard var address = found else { throw WebREPLError.noInterface(section.address) }
    address.port = section.port
    return address
  }

  /// The port it listens on.
  var port: Int { channel.localAddress?.port ?? 0 }

  /// Closes the port; whoever is connected is cut off.
  public func close() async { try? await channel.close().get() }
}

/// Why the port cannot be opened.
public enum WebREPLError: Error, Sendable, CustomStringConvertible {
  /// The system refused.
  case cannotOpen(String, String)
  /// Neither an address nor an interface that has one.
  case noInterface(String)

  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .cannotOpen(let place, let reason):
      "The WebREPL port \(place) cannot be opened: \(reason); choose another webrepl.port, or stop what listens there."
    case .noInterface(let name):
      "\"\(name)\" is neither an address nor an interface that has one; correct webrepl.address."
    }
  }
}
