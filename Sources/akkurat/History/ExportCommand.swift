import Agent
import ArgumentParser
import Units

/// `akkurat export`
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the history as CSV, JSON lines or InfluxDB line protocol, also while the agent runs.",
    discussion: """
      Exit codes: 65 the history is damaged or of a later version, 66 there is none, 77 it may not be read.
      """)

  @Option(help: "csv, jsonl or influx.")
  var format = "csv"

  @Option(help: "flows, boards, decisions, events or troubles.")
  var table = "flows"

  @Option(help: "How fine: 10s, 1m, 15m or 1d. Finer rows are kept for a shorter time (doc/history.md).")
  var level = "15m"

  @Option(help: ArgumentHelp("From this date or moment, UTC: 2026-11-22 or 2026-11-22T18:05Z.", valueName: "moment"))
  var since: String?

  @Option(help: ArgumentHelp("Up to this moment, or to the end of this date.", valueName: "moment"))
  var until: String?

  @OptionGroup var place: HistoryPlace

  func run() throws {
    let format = try choice(format, "--format", HistoryExport.Format.self)
    let table = try choice(table, "--table", HistoryExport.Table.self)
    let from = try since.map { try moment($0, "--since", isEnd: false) } ?? UnixTime(seconds: -1e12)
    let to = try until.map { try moment($0, "--until", isEnd: true) } ?? UnixTime(seconds: 1e12)
    var output = LineOutput(flushing: false)
    do {
      let reader = try HistoryReader(path: try place.path())
      try HistoryExport(reader, as: format).write(table, level: try parsedLevel(), from: from, to: to) {
        output.write($0)
      }
    } catch let error as HistoryError {
      output.flush()
      try HistoryPlace.fail(error)
    }
    output.flush()
  }

  private func parsedLevel() throws -> HistoryLevel {
    let levels: [String: HistoryLevel] = ["10s": .fine, "1m": .minute, "15m": .quarter, "1d": .day]
    guard let known = levels[level] else {
      throw ValidationError("--level: \"\(level)\" is not known; write 10s, 1m, 15m or 1d.")
    }
    return known
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ option: String, _ type: Choice.Type
  ) throws -> Choice where Choice.RawValue == String {
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("\(option): \"\(text)\" is not known; write one of \(words).")
  }

  private func moment(_ text: String, _ option: String, isEnd: Bool) throws -> UnixTime {
    if let time = UnixTime(iso8601: text) { return time }
    if text.count == 10, let day = UnixTime(iso8601: text + "T00:00Z") { return isEnd ? day + .hours(24) : day }
    throw ValidationError("\(option): \"\(text)\" is no moment; write 2026-11-22 or 2026-11-22T18:05Z.")
  }
}
