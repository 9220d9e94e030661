internal import Units

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

extension PoolModel {
  /// What a share's fields say, read as leniently as the public software reads them.
  private struct Claim {
    let result: Int?
    let rate: Double?
    let chip: String

    init(_ fields: [String]) {
      result = Self.leadingInteger(fields[0])
      rate = fields.count > 1 ? Double(fields[1].trimmingSpaces) : nil
      chip = fields.count > 4 ? fields[4] : ""
    }

    private static func leadingInteger(_ text: String) -> Int? {
      let trimmed = text.trimmingSpaces
      if trimmed.hasPrefix("0x") { return Int(trimmed.dropFirst(2), radix: 16) }
      let digits = trimmed.drop { $0 == "+" }.prefix { $0.isASCII && $0.isNumber }
      return Int(digits)
    }
  }

  /// Checks a share in the order of the public software: refusals first, then the tier, then the number.
  mutating func judge(_ fields: [String], _ number: Int, _ now: Uptime) -> [Reaction] {
    guard var client = clients[number] else { return [] }
    let claim = Claim(fields)
    note(fields, claim, number)
    var elapsed = now - client.jobSentAt
    if elapsed > client.ping { elapsed -= client.ping }
    statistics.connections[number].shareTime = elapsed.inSeconds
    let estimate = elapsed >= .seconds(0.5) ? Double(claim.result ?? 0) / elapsed.inSeconds : claim.rate ?? .nan
    let isRight = isAnswer(claim.result, client)
    if !isRight { statistics.connections[number].wrongNonces += 1 }
    if client.firstChip == nil { client.firstChip = claim.chip }
    client.sharesSinceReset += 1
    let text = verdict(claim, estimate, isRight, elapsed, &client)
    client.stage = .jobDue
    client.feedbackAt = now
    clients[number] = client
    count(text, claim, estimate, number, now)
    return [.say(text + "\n")]
  }

  /// Recomputes the hash: a number is right when its SHA-1 is the expected one.
  private func isAnswer(_ result: Int?, _ client: PoolClient) -> Bool {
    result.map { Self.sha1(client.previousHash + String($0)) == client.expectedHash } ?? false
  }

  private mutating func verdict(
    _ claim: Claim, _ estimate: Double, _ isRight: Bool, _ elapsed: Duration, _ client: inout PoolClient
  ) -> String {
    if let refusal = refusal(claim, estimate, elapsed, client) { return "BAD,\(refusal)" }
    let rate = claim.rate ?? estimate
    let rules = behaviour.tiers[client.tier]
    if let rules, rate < rules.lowest {
      client.tier = PoolTierRules.easier(than: client.tier)
      return "BAD,Too high starting difficulty"
    }
    if let rules, rate >= rules.highest {
      client.tier = PoolTierRules.harder(than: client.tier)
      return "BAD,Too low starting difficulty"
    }
    guard isRight else { return "BAD,Incorrect result" }
    let isLucky = behaviour.blockChance > 0 && Double.random(in: 0..<1, using: &random) < behaviour.blockChance
    return isLucky ? "BLOCK" : "GOOD"
  }

  /// The refusals that come before everything else; of several the last wins.
  private func refusal(_ claim: Claim, _ estimate: Double, _ elapsed: Duration, _ client: PoolClient) -> String? {
    var refusal = behaviour.shareRefusal
    if let rate = claim.rate, rate <= 0 { refusal = "Invalid data" }
    if let limit = behaviour.sharesPerMinute, client.sharesSinceReset > limit { refusal = "Too low difficulty" }
    if client.isOneTooMany { refusal = "Too many workers" }
    let isWatched = client.tier.hasPrefix("ESP8266")
    if isWatched, elapsed >= .seconds(1.5), let rate = claim.rate, abs(rate - estimate) > 0.15 * rate {
      refusal = "Modified hashrate"
    }
    return refusal
  }

  private mutating func note(_ fields: [String], _ claim: Claim, _ number: Int) {
    statistics.connections[number].reportedRate = claim.rate
    if fields.count > 2 { statistics.connections[number].software = fields[2] }
    if fields.count > 3 { statistics.connections[number].rig = fields[3] }
    if statistics.connections[number].chip.isEmpty { statistics.connections[number].chip = claim.chip }
    if fields.count > 5 { statistics.connections[number].walletID = fields[5] }
    if fields[0] == "JOB" { statistics.connections[number].mistakenMessages += 1 }
  }

  private mutating func count(_ text: String, _ claim: Claim, _ estimate: Double, _ number: Int, _ now: Uptime) {
    guard text == "GOOD" || text == "BLOCK" else {
      statistics.connections[number].refused[String(text.dropFirst(4)), default: 0] += 1
      return
    }
    statistics.connections[number].accepted += 1
    pay(claim.chip, estimate, number)
    let accepted = statistics.connections[number].accepted
    guard accepted.isMultiple(of: behaviour.creditsEvery), let client = clients[number] else { return }
    lastBlockHash = client.expectedHash
    if now - client.resetAt >= .seconds(60) {
      clients[number]?.sharesSinceReset = 0
      clients[number]?.resetAt = now
    }
  }

  /// The first ten of a connection pay nothing, nor do later ones whose chip id is not that of the first share.
  private mutating func pay(_ chip: String, _ estimate: Double, _ number: Int) {
    guard let client = clients[number] else { return }
    let accepted = statistics.connections[number].accepted
    guard accepted > 10, !chip.isEmpty, chip == client.firstChip else {
      statistics.connections[number].unpaid += 1
      return
    }
    clients[number]?.workerID = min(client.workerID, workerCount)
    statistics.connections[number].workerID = min(client.workerID, workerCount)
    let reward = reward(estimate, client.tier, min(client.workerID, workerCount))
    if reward.isNaN { statistics.isBalanceLost = true }
    statistics.connections[number].earned += reward
    if accepted.isMultiple(of: behaviour.creditsEvery) { statistics.connections[number].credited += reward }
  }

  /// 2·ln(rate)/divisor, less 4 % for each worker before this one that is not free.
  private func reward(_ rate: Double, _ tier: String, _ workerID: Int) -> Double {
    let free = behaviour.generation == .spring2024 ? 4 : 1
    return 2 * log(rate) / (behaviour.tiers[tier]?.divisor ?? 285_000) * pow(0.96, Double(max(0, workerID - free)))
  }
}

extension String {
  fileprivate var trimmingSpaces: Substring {
    let start = firstIndex { $0 != " " } ?? endIndex
    let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? start
    return self[start..<end]
  }
}
