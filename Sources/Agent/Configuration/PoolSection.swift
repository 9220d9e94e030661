public import Mining
internal import Units

/// Where and for whom the rig mines.
public struct PoolSection: Sendable {
  /// What all workers share.
  public var fleet: PoolFleetSettings
  /// Nodes named by the owner; empty: ask the directory.
  public var nodes: [PoolNode]
  /// The REST service that names nodes and checks the account. Nil when the owner named nodes and no directory: then
  /// nobody else is asked.
  public var directory: String?
  /// Whether the account is checked at start.
  public var checksAccount: Bool
  /// The tier of the boards; nil: by their hash rate.
  public var tier: PoolTier?
  /// Every board is listed under a name of its own, not under the rig's.
  public var namesBoards: Bool

  /// What the pool shows for a rig whose owner gave it no name.
  static let unnamedRig = "akkurat"
  /// The owner's name of the rig, where it was given one.
  public var rigName: String? { fleet.rig == Self.unnamedRig ? nil : fleet.rig }

  init?(reading reader: ConfigurationReader, program: String) {
    let user = reader.requiredText("user", example: "\"your-wallet-name\"")
    let key = reader.text("mining_key")
    let rig = reader.text("rig") ?? Self.unnamedRig
    let nodes = Self.nodes(reader)
    directory = reader.text("directory") ?? (reader.has("nodes") ? nil : AccountCheck.publicAddress)
    checksAccount = (reader.flag("check_account") ?? true) && directory != nil
    tier = reader.choice("tier", of: PoolTier.self)
    namesBoards = reader.flag("name_boards") ?? false
    let isPipelining = reader.flag("pipelining") ?? false
    let connections = reader.integer("max_connections", in: 1...125)
    let message = reader.flag("motd") ?? true
    if let directory, !directory.hasPrefix("http://"), !directory.hasPrefix("https://") {
      reader.report("must begin with https:// (or http:// for a server of your own)", at: "directory")
    }
    reader.finish()
    guard let user else { return nil }
    do {
      fleet = PoolFleetSettings(account: try PoolAccount(username: user, miningKey: key), rig: rig)
    } catch {
      reader.report("\(error)", at: key != nil && "\(error)".contains("key") ? "mining_key" : "user")
      return nil
    }
    self.nodes = nodes
    fleet.software = program
    fleet.isPipelining = isPipelining
    fleet.asksForMessageOfTheDay = message
    if let connections { fleet.maximumConnections = connections }
  }

  /// How the pool lists a board: `shed`, or `shed-b1` where boards are named. Names that the pool would cut to one and
  /// the same text are the owner's to change.
  public func minerName(of board: String) -> String {
    PoolShare.keeping(namesBoards ? "\(fleet.rig)-\(board)" : fleet.rig)
  }

  private static func nodes(_ reader: ConfigurationReader) -> [PoolNode] {
    reader.texts("nodes").compactMap { text in
      do {
        return try PoolNode(parsing: text)
      } catch {
        reader.report("\(error)", at: "nodes")
        return nil
      }
    }
  }
}
