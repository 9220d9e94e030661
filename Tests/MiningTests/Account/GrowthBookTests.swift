import Testing
import Units

@testable import Mining

@Suite("How an account grows")
struct GrowthBookTests {
  func answer(_ balance: Double?, transfers: [AccountTransfer] = []) -> AccountAnswer {
    AccountAnswer(user: "sun", balance: balance, miners: [ServerMiner(name: "b1", hashRate: 190)], transfers: transfers)
  }

  func at(_ seconds: Double) -> Uptime { Uptime(seconds: 5000 + seconds) }

  func near(_ value: Double?, _ wanted: Double) -> Bool { value.map { abs($0 - wanted) < 1e-9 } ?? false }

  @Test("growth by tick, minute and day, from steady mining")
  func steady() {
    var book = GrowthBook()
    let rows = (0...10).map { book.enter(answer(10 + Double($0) * 0.001), at: at(Double($0) * 30)) }
    #expect(rows[0].tick == nil && rows[0].minute == nil && rows[0].smoothedDay == nil)
    #expect(near(rows[1].tick, 0.001) && rows[1].minute == nil)
    #expect(near(rows[2].minute, 0.002))
    #expect(near(rows[10].minute, 0.002) && near(rows[10].day, 2.88))
    for row in rows.dropFirst() { #expect(near(row.smoothedDay, 2.88)) }
    #expect(near(rows[10].total, 0.01))
    #expect(book.mean.map { $0.span == .seconds(300) && abs($0.day - 2.88) < 1e-9 } ?? false)
    #expect(rows[3].hashRate == 190 && rows[3].miners == 1)
  }

  @Test("the smoothed rate follows a change within some 15 minutes, not at once")
  func smooths() {
    var book = GrowthBook()
    var balance = 0.0
    var row = book.enter(answer(balance), at: at(0))
    for tick in 1...240 {
      balance += tick <= 120 ? 0.001 : 0.003
      row = book.enter(answer(balance), at: at(Double(tick) * 30))
      if tick == 121 { #expect(row.smoothedDay.map { $0 < 3.2 } ?? false) }
    }
    #expect(row.smoothedDay.map { $0 > 8.4 && $0 < 8.64 } ?? false)
  }

  @Test("a transfer is told once and is no growth; what lay there at the start is history")
  func transfers() {
    var book = GrowthBook()
    let old = AccountTransfer(id: "1", amount: 100, partner: "alice")
    let new = AccountTransfer(id: "2", amount: -50, partner: "bob")
    _ = book.enter(answer(200, transfers: [old]), at: at(0))
    let row = book.enter(answer(150.001, transfers: [new, old]), at: at(30))
    #expect(row.transfers == [new])
    #expect(near(row.tick.map { $0 * 1000 }, 1) || abs((row.tick ?? 0) - 0.001) < 1e-9)
    let later = book.enter(answer(150.002, transfers: [new, old]), at: at(60))
    #expect(later.transfers.isEmpty)
    #expect(abs((later.total ?? 0) - 0.002) < 1e-9)
  }

  @Test("an answer without a balance is a gap, not a fall to nothing")
  func gap() {
    var book = GrowthBook()
    _ = book.enter(answer(10), at: at(0))
    let gap = book.enter(answer(nil), at: at(30))
    #expect(gap.balance == nil && gap.tick == nil && gap.total == nil)
    let row = book.enter(answer(10.002), at: at(60))
    #expect(abs((row.tick ?? 0) - 0.002) < 1e-9 && abs((row.minute ?? 0) - 0.002) < 1e-9)
  }

  @Test("keeps a bounded number of rows")
  func bounded() {
    var book = GrowthBook()
    for tick in 0..<2000 { _ = book.enter(answer(Double(tick)), at: at(Double(tick) * 20)) }
    #expect(book.rows.count == 240)
    #expect(book.mean.map { abs($0.growth - 1999) < 1e-6 } ?? false)
  }
}
