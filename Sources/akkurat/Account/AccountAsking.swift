import Mining
import Units

/// When a program of its own accord wants the next answer; what the address may ask is the shelf's business. Pure.
struct AccountAsking: Sendable {
  /// The next question; nil while one is on its way.
  private(set) var due: Moment?
  private var isFirst = true
  private var isAsking = false

  func isDue(at now: Moment) -> Bool { !isAsking && (due.map { now.uptime >= $0.uptime } ?? isFirst) }

  /// A question goes out; returns how old an answer of another program may be.
  mutating func begin() -> Duration {
    (isAsking, isFirst, due) = (true, false, nil)
    return AskingPace.shortest
  }

  /// Another user is wanted at once.
  mutating func hurry(at now: Moment) {
    if !isAsking { due = now }
  }

  /// What came of it; nil when it is about a user nobody looks at any more.
  mutating func took(
    _ outcome: AskingShelf.Outcome, of user: String, wanted: String, tick: Duration, at now: Moment
  ) -> AccountEvent? {
    isAsking = false
    switch outcome {
    case .answer(let answer, let age):
      due = user == wanted ? now + max(.seconds(1), tick - age) : now
      return user == wanted ? .answer(answer, age: age) : nil
    case .problem(let problem, let pause):
      // What cannot change is not asked again: it would count towards a ban.
      due = problem.isFinal ? nil : now + max(pause, .seconds(1))
      return user == wanted ? .problem(problem, pause: pause) : nil
    case .tooEarly(let pause, let last):
      due = now + max(pause, .seconds(1))
      return .early(pause, last: last)
    }
  }
}
