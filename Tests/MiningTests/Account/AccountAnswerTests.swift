import Testing

@testable import Mining

@Suite("What the server says of an account")
struct AccountAnswerTests {
  /// In the shape of the service's own example, with a transfer each way and one to itself.
  static let recorded = """
    {"result":{"balance":{"balance":2935.25,"created":"26/06/2019 00:00:00","last_login":1624362834,"stake_amount":0,
    "stake_date":0,"username":"revox","verified":"yes"},"miners":[{"accepted":44,"algorithm":"DUCO-S1","diff":1000,
    "hashrate":9070.0,"identifier":"Wemos","ki":1,"pool":"beyond-pool-1","rejected":2,"sharetime":11.59862,
    "software":"ESP8266 Miner v2.53","threadid":"140632166046520","username":"revox","wd":"1405"}],
    "transactions":[{"amount":5.5,"datetime":"22/06/2021 11:54:13","hash":"a1","id":7,"memo":"-","recipient":"revox",
    "sender":"alice"},{"amount":1,"datetime":"22/06/2021 11:54:14","hash":"a2","id":8,"memo":"-","recipient":"bob",
    "sender":"revox"},{"amount":3,"datetime":"22/06/2021 11:54:14","hash":"a3","id":9,"memo":"-","recipient":"revox",
    "sender":"revox"}]},"server":"duino-master-1","success":true}
    """

  func read(_ body: String, status: Int = 200, wait: Duration? = nil) throws -> AccountAnswer {
    try AccountAnswer(WebAnswer(status: status, body: Array(body.utf8), retryAfter: wait), user: "revox")
  }

  @Test("a recorded answer gives balance, miners and transfers")
  func recordedAnswer() throws {
    let answer = try read(Self.recorded)
    #expect(answer.balance == 2935.25)
    #expect(
      answer.miners == [
        ServerMiner(
          name: "Wemos", software: "ESP8266 Miner v2.53", hashRate: 9070, shareTime: 11.59862, accepted: 44,
          rejected: 2, difficulty: 1000, pool: "beyond-pool-1", thread: "140632166046520")
      ])
    #expect(
      answer.transfers == [
        AccountTransfer(id: "7", amount: 5.5, partner: "alice"), AccountTransfer(id: "8", amount: -1, partner: "bob"),
      ])
    #expect(answer.hashRate == 9070)
  }

  @Test("no miner is an empty list, a lost balance is no number")
  func empty() throws {
    let answer = try read(#"{"result":{"balance":{"balance":null},"miners":[],"transactions":[]},"success":true}"#)
    #expect(answer.miners.isEmpty && answer.balance == nil)
  }

  @Test("failures come with status 200 and are told apart")
  func failures() {
    func failure(_ message: String) -> String { #"{"message":"\#(message)","success":false,"server":"x"}"# }
    #expect(throws: AccountProblem.unknownUser("revox")) {
      try read(failure("This user doesn't exist (users v1): revox"))
    }
    #expect(throws: AccountProblem.bannedUser("revox")) { try read(failure("User banned")) }
    #expect(throws: AccountProblem.unusable(reason: "it says \"You're using a proxy\"")) {
      try read(failure("You're using a proxy"))
    }
  }

  @Test("429 and 403 come as pages; 429 with its wait")
  func refused() {
    let page = "<!doctype html><title>429 Too Many Requests</title>"
    #expect(throws: AccountProblem.refused(status: 429, wait: .seconds(40))) {
      try read(page, status: 429, wait: .seconds(40))
    }
    #expect(throws: AccountProblem.refused(status: 403, wait: nil)) { try read(page, status: 403) }
    #expect(throws: AccountProblem.unusable(reason: "HTTP status 502")) { try read(page, status: 502) }
    #expect(throws: AccountProblem.unusable(reason: "it is no JSON")) { try read(page) }
    // Python writes a lost balance so; it is no JSON.
    #expect(throws: AccountProblem.unusable(reason: "it is no JSON")) {
      try read(#"{"result":{"balance":{"balance":NaN},"miners":[]},"success":true}"#)
    }
  }

  @Test("a row that is no miner is left out, fields that are missing are empty")
  func oddRows() throws {
    let answer = try read(
      #"{"result":{"balance":{},"miners":[{"identifier":"a","hashrate":1},{"hashrate":2},7,null]},"success":true}"#)
    #expect(answer.miners == [ServerMiner(name: "a", hashRate: 1)])
  }

  @Test(
    "Retry-After is seconds, or a date that counts from the server's own",
    arguments: [
      ("120", nil, 120), ("Sun, 06 Nov 1994 08:51:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", 120),
      ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:51:37 GMT", 0), ("99999999", nil, 86400),
    ] as [(String, String?, Int)])
  func retryAfter(header: String, date: String?, seconds: Int) {
    #expect(RetryAfter.wait(header, date: date) == .seconds(seconds))
  }

  @Test("a Retry-After that is not understood is none", arguments: ["", "soon", "-3", "Sun, 06 Nov 1994 08:49:37 GMT"])
  func oddRetryAfter(header: String) {
    #expect(RetryAfter.wait(header, date: nil) == nil)
  }
}
