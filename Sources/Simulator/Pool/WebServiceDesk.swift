/// What the simulated web service knows and answers.
struct WebServiceDesk {
  /// Failures of any kind until an address is banned.
  private static let failuresUntilBan = 10

  let poolPort: Int?
  let keys: [String: String?]
  let pool: SimulatedPool?
  var requests: [String] = []
  var isRefusing = false
  var script: [WebServiceAnswer] = []
  private var failures = 0

  init(poolPort: Int?, keys: [String: String?], pool: SimulatedPool?) {
    self.poolPort = poolPort
    self.keys = keys
    self.pool = pool
  }

  mutating func answer(_ uri: String) -> WebServiceAnswer {
    requests.append(uri)
    guard failures < Self.failuresUntilBan else { return .banned }
    let answer = isRefusing ? .tooMany : judged(uri)
    if answer.status != 200 || answer.body.hasPrefix(#"{"message""#) { failures += 1 }
    return answer
  }

  private mutating func judged(_ uri: String) -> WebServiceAnswer {
    let parts = uri.split(separator: "?", maxSplits: 1)
    let path = parts.first.map(String.init) ?? "/"
    if path == "/getPool" { return WebServiceAnswer(body: getPool) }
    if path == "/mining_key" { return WebServiceAnswer(body: miningKey(parts.count > 1 ? parts[1] : "")) }
    let words = path.split(separator: "/").map(String.init)
    guard words.count == 2 else { return notFound }
    switch words[0] {
    case "users": return scripted() ?? WebServiceAnswer(body: user(words[1]))
    case "miners": return WebServiceAnswer(body: miners(words[1]))
    case "balances": return WebServiceAnswer(body: balance(words[1]))
    default: return notFound
    }
  }

  private var notFound: WebServiceAnswer {
    WebServiceAnswer(status: 404, body: "<!doctype html><title>404 Not Found</title>")
  }

  private mutating func scripted() -> WebServiceAnswer? {
    script.count > 1 ? script.removeFirst() : script.first
  }

  private var getPool: String {
    guard let poolPort else { return failure("reduce() of empty iterable with no initial value") }
    return #"{"client":"127.0.0.1","ip":"127.0.0.1","name":"loopback","port":\#(poolPort),"#
      + #""server":"duino-master-1","success":true}"#
  }

  private func miningKey(_ query: Substring) -> String {
    let given = query.split(separator: "&").reduce(into: [Substring: Substring]()) { fields, pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      fields[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
    guard let user = given["u"] else { return failure("Not enough data") }
    guard let key = keys[String(user)] ?? nil else { return #"{"has_key":false,"success":true}"# }
    return #"{"has_key":true,"success":\#(given["k"].map(String.init) == key)}"#
  }

  private func user(_ name: String) -> String {
    guard keys.keys.contains(name) else { return failure("This user doesn't exist (users v1): \(name)") }
    return success(#"{"balance":\#(balanceObject(name)),"miners":\#(list(name)),"transactions":[]}"#)
  }

  /// No miner is an error here, as in the real service.
  private func miners(_ name: String) -> String {
    rows(name).isEmpty ? failure("No miners detected for: \(name)") : success(list(name))
  }

  private func balance(_ name: String) -> String {
    keys.keys.contains(name)
      ? success(balanceObject(name)) : failure("This user doesn't exist (balances): \(name)")
  }

  private func balanceObject(_ name: String) -> String {
    let credited = pool?.statisticsOnEventLoop.connections.filter { $0.user == name }.reduce(0) { $0 + $1.credited }
    // Python writes a lost balance as NaN, which is no JSON.
    let number = pool?.statisticsOnEventLoop.isBalanceLost == true ? "NaN" : "\(1.5 + (credited ?? 0))"
    return #"{"balance":\#(number),"created":"01/01/2020 00:00:00","last_login":0,"stake_amount":0,"stake_date":0,"#
      + #""username":"\#(name)","verified":"yes"}"#
  }

  private func list(_ name: String) -> String { "[\(rows(name).joined(separator: ","))]" }

  /// The pool tells the service of a connection after its first two accepted shares.
  private func rows(_ name: String) -> [String] {
    let open = pool?.statisticsOnEventLoop.connections.filter { $0.isOpen && $0.user == name && $0.accepted >= 2 }
    return (open ?? []).map { miner in
      #"{"accepted":\#(miner.accepted),"algorithm":"DUCO-S1","diff":\#(miner.difficulty),"#
        + #""hashrate":\#(miner.reportedRate ?? 0),"identifier":"\#(Self.kept(miner.rig))","ki":1,"pool":"loopback","#
        + #""rejected":\#(miner.refused.values.reduce(0, +)),"sharetime":\#(miner.shareTime),"#
        + #""software":"\#(Self.kept(miner.software))","threadid":"\#(140_000 + miner.number)","#
        + #""username":"\#(name)","wd":"\#(Self.kept(miner.walletID))"}"#
    }
  }

  /// The characters that the real pool keeps of a miner's texts.
  private static func kept(_ text: String) -> String {
    text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || " .()-".contains($0)) }
  }

  private func success(_ result: String) -> String {
    #"{"result":\#(result),"server":"duino-master-1","success":true}"#
  }

  private func failure(_ message: String) -> String {
    #"{"message":"\#(message)","success":false,"server":"duino-master-1"}"#
  }
}
