import Agent
import ArgumentParser
import Foundation
import Units

/// `akkurat report`
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Tells what the rig took in, what it spent it on, and what it earned.",
    discussion: """
      Without a period: today. Reads the history itself, whether or not the agent runs. Periods are those of the local
      time zone (TZ, or the system's).

        akkurat report --week                             this week, so far
        akkurat report --day --ago 1 --format html --send-to /srv/reports/
        akkurat report --since 2026-11-01 --until 2026-11-07 --format csv --output week.csv

      Exit codes: 66 there is no history to read, 73 the report cannot be written, 75 the command of --send-to failed,
      78 the configuration is wrong.
      """)

  @Flag(help: "The day that holds today, or see --ago and --on; this is the default.")
  var day = false

  @Flag(help: "The week, from Monday to Sunday.")
  var week = false

  @Flag(help: "The month.")
  var month = false

  @Flag(help: "The year.")
  var year = false

  @Option(help: "So many periods earlier: --day --ago 1 is yesterday.")
  var ago = 0

  @Option(help: "The period that holds this date (2026-11-22).")
  var on: String?

  @Option(help: "From this date or moment (2026-11-22, \"2026-11-22 18:05\").")
  var since: String?

  @Option(help: "Up to this moment, or to the end of this date; default: now.")
  var until: String?

  @Option(help: "text, json, csv, html or svg.")
  var format = ReportFormat.text

  @Option(help: "Write to this file instead of standard output.")
  var output: String?

  @Option(help: "A directory to put the report in under its period's name, or a command that reads it.")
  var sendTo: String?

  @OptionGroup var place: HistoryPlace

  func validate() throws {
    if kinds.count > 1 || (!kinds.isEmpty && since != nil) {
      throw ValidationError(
        "Two periods are named; give one of --day, --week, --month, --year, or --since and --until.")
    }
    if since == nil, until != nil { throw ValidationError("--until needs --since: from when?") }
    if since != nil, on != nil || ago != 0 {
      throw ValidationError("--on and --ago belong to --day … --year, not to --since.")
    }
    if ago < 0 { throw ValidationError("--ago counts backwards and is 0 or more; the future is not recorded yet.") }
  }

  private var kinds: [ReportPeriod.Kind] {
    let named: [(isNamed: Bool, kind: ReportPeriod.Kind)] = [
      (day, .day), (week, .week), (month, .month), (year, .year),
    ]
    return named.filter(\.isNamed).map(\.kind)
  }

  func run() throws {
    let calendar = LocalCalendar(.current)
    let now = UnixTime(seconds: Date().timeIntervalSince1970)
    let period = try chosen(calendar, now)
    let rig = try ReportedRig(place)
    let report = try made(rig, period, calendar, now)
    let glyphs =
      output == nil && sendTo == nil ? TextGlyphs(environment: ProcessInfo.processInfo.environment) : .unicode
    let text = format.render(report, in: calendar, glyphs: glyphs)
    let sink = ReportSink(
      name: "akkurat-\(period.fileName(in: calendar)).\(format.fileExtension)", title: "Akkurat: \(period.title)",
      mediaType: format.mediaType)
    if let output { try sink.write(text, to: output) }
    if let sendTo { try sink.send(text, to: sendTo) }
    if output == nil, sendTo == nil { FileHandle.standardOutput.write(Data(text.utf8)) }
  }

  private func made(
    _ rig: ReportedRig, _ period: ReportPeriod, _ calendar: LocalCalendar, _ now: UnixTime
  ) throws -> Report {
    do {
      let reader = try HistoryReader(path: rig.history)
      let material = try ReportMaterial(
        reader, period, names: rig.names, capacity: rig.capacity, program: Version.pool, rig: rig.name)
      if material.intervals.isEmpty { try tellSpan(reader, calendar) }
      return ReportMaker(period, in: calendar, at: now).report(of: material)
    } catch let error as HistoryError {
      StandardError.print("\(error)")
      throw ExitCode.noInput
    }
  }

  /// Where the history does hold something.
  private func tellSpan(_ reader: HistoryReader, _ calendar: LocalCalendar) throws {
    guard let span = try reader.span() else {
      return StandardError.print("The history is still empty: the agent writes its first rows within a minute.")
    }
    StandardError.print(
      "Nothing is recorded in this period; the history reaches from \(calendar.long(span.from)) to \(calendar.long(span.to))."
    )
  }

  private func chosen(_ calendar: LocalCalendar, _ now: UnixTime) throws -> ReportPeriod {
    guard let since else {
      let moment = try on.map { try parsed($0, "--on", calendar) } ?? now
      return ReportPeriod(kinds.first ?? .day, of: moment, ago: ago, in: calendar)!
    }
    let begin = try parsed(since, "--since", calendar)
    let end = try until.map { try parsed($0, "--until", calendar, atEnd: true) } ?? now
    guard let period = ReportPeriod(from: begin, to: end, in: calendar) else {
      throw ValidationError("--until (\(calendar.long(end))) must lie after --since (\(calendar.long(begin))).")
    }
    return period
  }

  private func parsed(
    _ text: String, _ option: String, _ calendar: LocalCalendar, atEnd: Bool = false
  ) throws -> UnixTime {
    guard let time = calendar.parse(text, atEnd: atEnd) else {
      throw ValidationError("\(option) \"\(text)\" is not a date; write 2026-11-22 or \"2026-11-22 18:05\".")
    }
    return time
  }
}
