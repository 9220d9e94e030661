import Testing

@testable import Agent

@Suite("Jobs that are counted")
struct JobBookTests {
  let pi = OverrideOrigin(who: "pi", face: "console")

  func book(_ kind: JobBook.Kind, _ jobs: Int, _ boards: [String]) -> JobBook {
    var book = JobBook()
    book.begin(
      .init(kind: kind, jobs: jobs, left: Dictionary(uniqueKeysWithValues: boards.map { ($0, jobs) }), origin: pi))
    return book
  }

  @Test("a board rests after exactly its jobs; the count is over when all are through")
  func counts() {
    var book = book(.run(order: 3), 2, ["b1", "b2"])
    #expect(book.done("b1") == nil)
    #expect(book.done("b1") == .rest("b1"))
    #expect(book.done("b1") == nil, "what it answers afterwards counts no more")
    #expect(book.through == ["b1"] && book.left(for: "b2") == 2)
    #expect(book.settle(running: ["b1", "b2"]) == nil)
    _ = book.done("b2")
    #expect(book.done("b2") == .rest("b2"))
    guard case .over(let quota)? = book.settle(running: ["b1", "b2"]) else { return #expect(Bool(false)) }
    #expect(quota.jobs == 2 && quota.kind == .run(order: 3))
    #expect(book.quota == nil && book.through.isEmpty)
  }

  @Test("a board that is out of order is not waited for, but nothing is over before one is through")
  func stuck() {
    var book = book(.finish, 1, ["b1", "b2"])
    #expect(book.settle(running: []) == nil)
    _ = book.done("b1")
    #expect(book.settle(running: ["b1", "b2"]) == nil)
    #expect(book.settle(running: ["b1"]) != nil)
  }

  @Test("boards nobody counts go on")
  func others() {
    var book = book(.step(order: 1), 1, ["b1"])
    #expect(book.done("b2") == nil && book.left(for: "b2") == nil)
    #expect(JobBook().left(for: "b1") == nil)
  }
}
