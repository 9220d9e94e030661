internal import Foundation
internal import Units

/// What `GET /api/v1/history` asks for.
struct WebHistory: Sendable, Equatable {
  var level: HistoryLevel
  var from: UnixTime
  var to: UnixTime

  /// Reads a query; the last day unless it says otherwise.
  init(_ query: [String: String], now: UnixTime?, in calendar: LocalCalendar) throws(WebProblem) {
    func time(_ key: String, atEnd: Bool) throws(WebProblem) -> UnixTime? {
      guard let text = query[key] else { return nil }
      guard let time = calendar.parse(text, atEnd: atEnd) else {
        throw WebProblem(
          422, "out_of_range", "\"\(key)\" is not a date or moment such as 2026-11-22 or 2026-11-22T18:05:00Z.")
      }
      return time
    }
    guard let end = try time("until", atEnd: true) ?? now else {
      throw WebProblem(503, "no_clock", "The clock is not trusted yet; name \"since\" and \"until\".", retryAfter: 30)
    }
    to = end
    from = try time("since", atEnd: false) ?? end + .hours(-24)
    guard to > from else { throw WebProblem(422, "out_of_range", "\"until\" must be later than \"since\".") }
    let seconds = (to - from).inSeconds
    if let name = query["level"] {
      guard let level = HistoryLevel.allCases.first(where: { HistoryDocument.name(of: $0) == name }) else {
        throw WebProblem(422, "out_of_range", "\"level\" is fine, minute, quarter or day.")
      }
      self.level = level
    } else {
      level = HistoryLevel.allCases.first { seconds / Double($0.seconds) <= 400 } ?? .day
    }
    guard seconds / Double(level.seconds) <= Double(HistoryDocument.mostRows) else {
      throw WebProblem(
        422, "out_of_range",
        "That would be more than \(HistoryDocument.mostRows) rows; ask for a coarser level or a shorter time."
      )
    }
  }

  /// The rows, read on a thread of their own: the database blocks.
  func document(at path: String) async -> Result<String, ControlRefusal> {
    await withCheckedContinuation { done in
      Thread.detachNewThread {
        do throws(HistoryError) {
          let rows = try HistoryReader(path: path).intervals(level, from: from, to: to)
          done.resume(returning: .success(HistoryDocument(level, from: from, to: to, rows: rows).json()))
        } catch {
          done.resume(returning: .failure(ControlRefusal(code: "no_history", message: "\(error)")))
        }
      }
    }
  }
}
