import Agent
import ArgumentParser
import Foundation
import Mining

/// Whose account, at which service, beside which rig.
struct AccountPlace: Sendable {
  /// The first is the owner's own.
  var users: [String]
  /// The REST service.
  var service: String
  /// The control socket of the rig's agent.
  var socket: String

  /// What is not said is taken from the agent where its socket was named, else from the configuration, else from the
  /// agent on the usual socket.
  init(_ options: AccountOptions) throws {
    var known: (user: String?, service: String?) = (nil, nil)
    var configured: AgentConfiguration?
    let isThere = FileManager.default.fileExists(atPath: options.config)
    if options.socket == nil, isThere || options.config != ConfigurationFile.standard {
      var file = ConfigurationFile()
      file.config = options.config
      let configuration = try file.load()
      configured = configuration
      known = (configuration.pool.fleet.account.username, configuration.pool.directory)
    }
    socket = options.socket ?? configured?.service.socket ?? ServiceSection().socket
    if configured == nil, let agent = Self.agent(socket) { known = (agent.user, agent.service) }
    users = options.user.isEmpty ? [known.user].compactMap { $0 } : options.user
    service = options.api ?? known.service ?? AccountCheck.publicAddress
    guard !users.isEmpty else {
      StandardError.print(
        "Whose account? Name a user, or a configuration with --config, or a running agent with --socket.")
      throw ExitCode.usage
    }
  }

  private static func agent(_ path: String) -> StatusDocument.PoolPart? {
    let client = ControlClient(path: path, patience: .seconds(5))
    return (try? client.ask(ControlRequest(op: "status"))).flatMap(StatusDocument.init(json:))?.pool
  }
}
