public import Units

/// Chooses the pool nodes: those of the configuration, else the one that the pool's directory names, else the last good
/// one from before.
///
/// Asks gently: failures and refusals count against the address, and ten of them ban it for an hour. So one request at
/// a time, 2 s, 4 s … 120 s after failures, 15 min after a refusal, and not more than one a minute after success.
public actor NodeDirectory: PoolNodeSource {
  /// Where the public directory is.
  public static let publicAddress = "https://server.duinocoin.com/getPool"

  private let configured: [PoolNode]
  private let address: String?
  private let cache: NodeCache?
  private let fetcher: any WebFetching
  private let timebase: any Timebase
  private let sleep: @Sendable (Duration) async -> Void
  private let report: @Sendable (PoolError) -> Void
  private var failures = 0
  private var notBefore: Uptime?
  private var named: PoolNode?

  /// A directory.
  ///
  /// - Parameters:
  ///   - configured: nodes of the owner, used first and in this order.
  ///   - address: of `/getPool`; nil when only the configured nodes may be used.
  ///   - cache: keeps the last good node over restarts.
  ///   - sleep: waits for a real length of time.
  ///   - report: told of each failure, for the log.
  public init(
    configured: [PoolNode] = [], address: String? = NodeDirectory.publicAddress, cache: NodeCache? = nil,
    fetcher: any WebFetching, timebase: any Timebase,
    sleep: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) },
    report: @escaping @Sendable (PoolError) -> Void = { _ in }
  ) {
    self.configured = configured
    self.address = address
    self.cache = cache
    self.fetcher = fetcher
    self.timebase = timebase
    self.sleep = sleep
    self.report = report
  }

  public func nodes(isRetry: Bool) async -> [PoolNode] {
    guard let address else { return configured }
    if !isRetry, !configured.isEmpty { return configured }
    var last = cache?.load()
    while !Task.isCancelled {
      await ask(address)
      if let named { last = named }
      let known = configured + [last].compactMap { $0 }.filter { !configured.contains($0) }
      if !known.isEmpty { return known }
    }
    return configured
  }

  /// Asks once, when it may be asked again.
  private func ask(_ address: String) async {
    while let notBefore, timebase.now < notBefore { await sleep(timebase.realWait(until: notBefore)) }
    do {
      let node = try await fetch(address)
      (named, failures, notBefore) = (node, 0, timebase.now + .seconds(60))
      try cache?.store(node)
    } catch {
      noteFailure(error)
      report(error)
    }
  }

  private func noteFailure(_ error: PoolError) {
    switch error {
    case .cannotStore: return
    case .refusedForNow:
      failures += 1
      notBefore = timebase.now + .seconds(900)
    default:
      failures += 1
      notBefore = timebase.now + Backoff(first: .seconds(2), longest: .seconds(120)).base(afterFailures: failures)
    }
  }

  private func fetch(_ address: String) async throws(PoolError) -> PoolNode {
    try Self.node(in: try await fetcher.get(address).json(from: "The pool directory"))
  }

  /// Reads `{"success": true, "ip": "…", "port": 6000, "name": "…"}`; an `ip` may be a host name.
  static func node(in answer: JSONValue) throws(PoolError) -> PoolNode {
    let what = "The pool directory"
    guard answer["success"]?.truth == true else {
      throw .unusableAnswer(what: what, reason: answer["message"]?.text.map { String($0.prefix(120)) } ?? "no success")
    }
    guard let host = answer["ip"]?.text, let port = answer["port"]?.integer,
      let node = try? PoolNode(host: host, port: port, name: answer["name"]?.text)
    else { throw .unusableAnswer(what: what, reason: "it names no usable address") }
    return node
  }
}
