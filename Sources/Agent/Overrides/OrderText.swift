/// An answer about orders as plain lines for a terminal of 80 columns.
public struct OrderText: Sendable {
  private let answer: OverrideAnswer

  /// Text of an answer.
  public init(_ answer: OverrideAnswer) {
    self.answer = answer
  }

  /// The lines.
  public var lines: [String] {
    if let taken = answer.taken { return news(taken) + answer.notes + (answer.forecast.map { [$0.text] } ?? []) }
    if !answer.cleared.isEmpty { return answer.cleared.map { "Cleared \($0.id): \($0.order)." } }
    return standing
  }

  private func news(_ taken: OverridePart) -> [String] {
    let end = taken.untilLocal.map { " (until \($0))" } ?? ""
    return answer.dryRun
      ? ["Nothing was changed. The order would be: \(taken.meaning), \(taken.leftWords)\(end)."]
      : ["Order \(taken.id) stands: \(taken.meaning), \(taken.leftWords)\(end)."]
  }

  private var standing: [String] {
    let orders =
      answer.overrides.isEmpty
      ? ["No order stands."]
      : answer.overrides.map { item in item.line + (item.untilLocal.map { " (until \($0))" } ?? "") }
    return orders
      + (answer.schedule.map { schedule in
        let change = schedule.changesLocal.map { "; changes \($0)" } ?? ""
        return ["Schedule: \(schedule.words)\(schedule.overruled ? ", overruled by an order" : "")\(change)."]
      } ?? [])
  }
}
