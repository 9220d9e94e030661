public import Logging
public import Mining
public import NIOCore
public import Units

/// What happens before mining: choosing nodes, and asking whether the account can be paid at all.
public enum PoolEntry {
  /// Where the fleet of a configuration connects to: the owner's nodes, or the directory's with the last good one
  /// remembered in the state directory.
  public static func nodes(
    for configuration: AgentConfiguration, on group: any EventLoopGroup, timebase: any Timebase, logger: Logger
  ) -> any PoolNodeSource {
    let pool = configuration.pool
    guard let directory = pool.directory else { return .fixed(pool.nodes) }
    let log = AgentLog(logger: logger)
    return NodeDirectory(
      configured: pool.nodes, address: "\(directory)/getPool",
      cache: NodeCache(path: "\(configuration.service.stateDirectory)/pool-node.json"), fetcher: WebClient(on: group),
      timebase: timebase, report: { log.warning("pool directory", ["what": "\($0)"]) })
  }

  /// Asks once whether the user exists and the mining key is right. A wrong key stops mining: every share would be
  /// accepted and none paid. What cannot be checked is said, and mining goes on.
  public static func check(
    _ configuration: AgentConfiguration, on group: any EventLoopGroup, timebase: any Timebase,
    for controller: Controller
  ) async {
    guard configuration.pool.checksAccount, let directory = configuration.pool.directory else { return }
    let check = AccountCheck(
      configuration.pool.fleet.account, base: directory, fetcher: WebClient(on: group), timebase: timebase)
    await controller.took(await check.outcome())
  }
}
