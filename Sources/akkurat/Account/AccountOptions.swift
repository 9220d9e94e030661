import Agent
import ArgumentParser
import Units

/// What `perf` and `miners` can be told.
struct AccountOptions: ParsableArguments {
  @Argument(
    help: "Whose account; several for the keys s and t. By default the configuration's, else the running agent's.")
  var user: [String] = []

  @Option(help: "The rig's configuration.")
  var config = ConfigurationFile.standard

  @Option(help: ArgumentHelp("The agent's control socket; its account is looked at.", valueName: "path"))
  var socket: String?

  @Option(
    help: ArgumentHelp("The REST service, where it is not the configuration's or the public one.", valueName: "url"))
  var api: String?

  @Option(help: ArgumentHelp("How often the server is asked, 20 s or longer.", valueName: "span"))
  var tick = "30 s"

  @Option(
    help: ArgumentHelp(
      "Where logs by user, day and hour go; by default $XDG_STATE_HOME/akkurat or ~/.local/state/akkurat. At most half a "
        + "megabyte a day, 8 MB in all.", valueName: "dir"))
  var log: String?

  @Flag(help: "Keep no log.")
  var noLog = false

  @Flag(help: "Ask once and leave.")
  var once = false

  @Flag(help: "Print JSON, one document a line; with --once one in several lines.")
  var json = false

  @Flag(help: "Plain lines even in a terminal; no keys.")
  var plain = false

  /// The tick as a length.
  func tickLength() throws -> Duration {
    do {
      let span = try Span(parsing: tick)
      guard (Span(20)...Span(86400)).contains(span) else {
        throw ValidationError("--tick must be from 20 s to 1 d: the server bans who asks more often.")
      }
      return span.duration
    } catch let error as QuantityError {
      throw ValidationError("--tick: \(error)")
    }
  }

  /// The log's directory; nil for none. A single question is not logged.
  var logDirectory: String? { noLog || once ? nil : log ?? HourLog.standard }

  func validate() throws {
    _ = try tickLength()
    if let api, !api.hasPrefix("http://"), !api.hasPrefix("https://") {
      throw ValidationError("--api must begin with https:// or http://.")
    }
    guard user.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 64 }) else {
      throw ValidationError("A user's name has 1 to 64 characters.")
    }
  }
}
