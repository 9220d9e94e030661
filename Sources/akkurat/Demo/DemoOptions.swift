import ArgumentParser
import Simulator
import Units

/// What an owner may choose about the demonstration.
struct DemoOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How long the demonstration takes, in real time.", valueName: "span"))
  var duration = "96 s"

  @Option(help: "How many times faster than the sun: 1 is real time, 900 is a day in 96 s.")
  var speed = 900.0

  @Option(help: "Boards of the simulated rig, 1 to 12.")
  var boards = 4

  @Option(help: "A day of light: \(SunSeries.catalogue.map(\.name).joined(separator: ", ")).")
  var day = SunSeries.catalogue[0].name

  @Option(
    help: ArgumentHelp(
      "Something that breaks: \(Fault.names); with the board or sensor and the hours of the day it does, "
        + "such as lying-board:2@09:30-15:00. May be given several times.", valueName: "name[:n][@from[-to]]"))
  var fault: [String] = []

  @Option(help: ArgumentHelp("Capacity of the simulated battery.", valueName: "charge"))
  var battery = "3 Ah"

  @Option(help: "Makes the same run again.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Keep state and history in this directory instead of a temporary one.", valueName: "dir"))
  var state: String?

  @Option(
    help: ArgumentHelp(
      "Run nothing; fill --state with the history of a simulated rig over so long, up to 3660 d, to try reports on.",
      valueName: "span"))
  var historyOf: String?

  @Option(
    help: ArgumentHelp(
      "Serve the page on this port of this machine; its token is \(DemoConfiguration.token).", valueName: "port"))
  var web: Int?

  @Flag(help: "Begin in mid-morning with a full battery instead of at night with a low one.")
  var startFull = false

  @Flag(help: "Print only a summary in JSON at the end.")
  var json = false

  @Flag(help: "Plain lines even in a terminal.")
  var plain = false

  /// The duration as a length.
  func realDuration() throws -> Duration {
    do {
      let span = try Span(parsing: duration)
      guard span > Span(0) else { throw ValidationError("--duration must be longer than nothing.") }
      return span.duration
    } catch let error as QuantityError {
      throw ValidationError("--duration: \(error)")
    }
  }

  /// Whole days of history to make up; nil to run the demonstration.
  func historyDays() throws -> Int? {
    guard let historyOf else { return nil }
    do {
      let days = Int((try Span(parsing: historyOf).value / 86400).rounded())
      guard (1...3660).contains(days) else { throw ValidationError("--history-of must be from 1 d to 3660 d.") }
      guard state != nil else { throw ValidationError("--history-of needs --state: the directory to fill.") }
      return days
    } catch let error as QuantityError {
      throw ValidationError("--history-of: \(error)")
    }
  }

  /// The battery's capacity.
  func capacity() throws -> AmpHours {
    do {
      let capacity = try AmpHours(parsing: battery)
      guard (AmpHours(0.1)...AmpHours(1000)).contains(capacity) else {
        throw ValidationError("--battery must be from 0.1 Ah to 1000 Ah.")
      }
      return capacity
    } catch let error as QuantityError {
      throw ValidationError("--battery: \(error)")
    }
  }

  /// The faults as the simulator knows them.
  func faults() throws -> [Fault] {
    try fault.map { text in
      guard let fault = Fault(parsing: text) else {
        throw ValidationError(
          "--fault: \"\(text)\" is not known; write one of \(Fault.names), "
            + "for example lying-board:2@09:30")
      }
      return fault
    }
  }

  /// The light of the day that was chosen.
  func sun() throws -> SunSeries {
    guard let series = SunSeries.named(day) else {
      let names = SunSeries.catalogue.map(\.name).joined(separator: ", ")
      throw ValidationError("--day: \"\(day)\" is not known; write one of \(names)")
    }
    return series
  }

  func validate() throws {
    guard speed.isFinite, (0.1...20_000).contains(speed) else {
      throw ValidationError("--speed must be from 0.1 to 20000.")
    }
    let most = historyOf == nil ? 12 : 100
    guard (1...most).contains(boards) else { throw ValidationError("--boards must be from 1 to \(most).") }
    guard web.map({ (1...65535).contains($0) }) ?? true else {
      throw ValidationError("--web must be a port from 1 to 65535.")
    }
    _ = try historyDays()
    _ = try realDuration()
    _ = try capacity()
    _ = try faults()
    _ = try sun()
  }
}
