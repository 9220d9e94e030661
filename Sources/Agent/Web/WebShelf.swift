internal import Units

/// Answers that took some work, kept while they are as good as new ones: the history gets its rows once a minute.
struct WebShelf: Sendable {
  private static let freshness = Duration.seconds(20)
  private static let places = 12
  private static let largest = 400_000

  private var answers: [String: (answer: WebAnswer, madeAt: Uptime)] = [:]

  /// An answer that is still fresh.
  func take(_ key: String, at now: Uptime) -> WebAnswer? {
    answers[key].flatMap { now - $0.madeAt <= Self.freshness ? $0.answer : nil }
  }

  /// Keeps an answer; the oldest one makes room.
  mutating func put(_ answer: WebAnswer, _ key: String, at now: Uptime) {
    guard case .bytes(let bytes) = answer.body, bytes.count <= Self.largest else { return }
    answers = answers.filter { now - $0.value.madeAt <= Self.freshness }
    if answers.count >= Self.places, let oldest = answers.min(by: { $0.value.madeAt < $1.value.madeAt })?.key {
      answers[oldest] = nil
    }
    answers[key] = (answer, now)
  }
}
