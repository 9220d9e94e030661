internal import Crypto
internal import Units

/// The pool without its sockets: one incoming data event in, texts out. It reads messages as the public pool software
/// does, faults included: it never splits lines, and after a first share it takes anything for a request.
struct PoolModel: Sendable {
  enum Reaction: Sendable, Hashable {
    case say(String)
    case close
  }

  var behaviour: PoolBehaviour
  var statistics = PoolStatistics()
  var clients: [Int: PoolClient] = [:]
  var random: PoolDice
  /// Workers counted now; a number is given once and only lowered when the count falls below it.
  var workerCount = 0
  var lastBlockHash: String

  init(_ behaviour: PoolBehaviour, seed: UInt64) {
    self.behaviour = behaviour
    random = PoolDice(seed: seed)
    lastBlockHash = Self.sha1("\(seed)")
  }

  /// A connection came; the banner goes out at once.
  mutating func connected(_ now: Uptime) -> (number: Int, reactions: [Reaction]) {
    let number = statistics.connections.count
    statistics.connections.append(PoolStatistics.Connection(number: number))
    statistics.mostOpen = max(statistics.mostOpen, statistics.open)
    clients[number] = PoolClient(now)
    return (number, behaviour.isSilent ? [] : [.say(behaviour.version + "\n")])
  }

  /// One data event, whatever it holds, is one message.
  mutating func received(_ text: String, from number: Int, _ now: Uptime) -> [Reaction] {
    guard clients[number] != nil else { return [] }
    clients[number]?.lastByte = now
    guard !behaviour.isSilent else { return [] }
    if behaviour.closeChance > 0, Double.random(in: 0..<1, using: &random) < behaviour.closeChance {
      return refuse(number, nil, "closed by chance")
    }
    let fields = Self.fields(text)
    switch clients[number]?.stage {
    case .beforeJob: return firstMessage(fields, number, now)
    case .jobDue: return request(fields, number, now)
    case .shareDue: return judge(fields, number, now)
    case nil: return []
    }
  }

  /// The connection is gone.
  mutating func left(_ number: Int, reason: String? = nil) {
    guard let client = clients.removeValue(forKey: number) else { return }
    if client.stage != .beforeJob { workerCount -= 1 }
    statistics.connections[number].isOpen = false
    if statistics.connections[number].closeReason == nil { statistics.connections[number].closeReason = reason }
  }

  /// When the pool closes unless a byte comes; never less than `slack` seconds (half of it before the first JOB).
  func idleEnd(_ number: Int, slack: Double = 0) -> Uptime? {
    clients[number].map { client in
      let isNew = client.stage == .beforeJob
      let limit = isNew ? behaviour.idleBeforeJob : behaviour.idleAfterJob
      return client.lastByte + max(limit, .seconds(isNew ? slack / 2 : slack))
    }
  }

  private mutating func firstMessage(_ fields: [String], _ number: Int, _ now: Uptime) -> [Reaction] {
    if fields[0] == "MOTD" { return [.say(behaviour.messageOfTheDay)] }
    guard fields[0] == "JOB" else { return [] }
    guard fields.count <= 6 else { return refuse(number, "Incorrect data") }
    guard fields.count > 1, !fields[1].isEmpty else { return refuse(number, "No username specified") }
    if let refusal = behaviour.refusedUsers[fields[1]] { return refuse(number, refusal) }
    workerCount += 1
    let tier = tier(named: fields)
    clients[number]?.workerID = workerCount
    clients[number]?.tier = tier
    statistics.connections[number].user = fields[1]
    return giveJob(fields, number, now)
  }

  private mutating func request(_ fields: [String], _ number: Int, _ now: Uptime) -> [Reaction] {
    if fields[0] != "JOB" { statistics.connections[number].mistakenMessages += 1 }
    if let feedback = clients[number]?.feedbackAt { clients[number]?.ping = now - feedback }
    let tier = tier(named: fields)
    if behaviour.generation == .spring2024 { clients[number]?.tier = tier }
    return giveJob(fields, number, now)
  }

  private func tier(named fields: [String]) -> String {
    fields.count > 2 && behaviour.tiers[fields[2]] != nil ? fields[2] : "NET"
  }

  private mutating func giveJob(_ fields: [String], _ number: Int, _ now: Uptime) -> [Reaction] {
    guard var client = clients[number] else { return [] }
    client.difficulty = behaviour.tiers[client.tier]?.difficulty ?? 100_000
    client.answer = Int.random(in: 1...client.difficulty * 100, using: &random)
    client.previousHash = lastBlockHash
    client.expectedHash = Self.sha1(client.previousHash + String(client.answer))
    client.jobSentAt = now
    client.isOneTooMany = workerCount > behaviour.workerLimit
    client.stage = .shareDue
    clients[number] = client
    statistics.connections[number].jobs += 1
    statistics.connections[number].tier = client.tier
    statistics.connections[number].difficulty = client.difficulty
    if fields.count > 4, !fields[4].isEmpty { statistics.connections[number].reading = fields[4] }
    return [.say("\(client.previousHash),\(client.expectedHash),\(client.difficulty)\n")]
  }

  private mutating func refuse(_ number: Int, _ text: String?, _ reason: String? = nil) -> [Reaction] {
    statistics.connections[number].closeReason = text ?? reason
    if let text { statistics.connections[number].refused[text, default: 0] += 1 }
    return (text.map { [.say("BAD,\($0)\n")] } ?? []) + [.close]
  }

  static func sha1(_ text: String) -> String {
    Insecure.SHA1.hash(data: Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Trimmed and cut at commas, as the public software does with whatever one data event holds.
  private static func fields(_ text: String) -> [String] {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\r\n" || $0 == "\t" }
    let start = text.firstIndex { !isSpace($0) } ?? text.endIndex
    let end = text.lastIndex { !isSpace($0) }.map { text.index(after: $0) } ?? start
    return text[start..<end].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
