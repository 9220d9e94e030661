internal import Units

/// What is written down, where and for how long.
public struct HistorySection: Sendable, Hashable {
  /// Whether anything is written down.
  public var isEnabled = true
  /// Where; the state directory unless the owner names another, such as a stick that may wear out.
  public var directory: String
  /// How often rows go to the card. A power cut costs at most as much of the history.
  public var flush: Duration = .seconds(60)
  /// How long rows are kept.
  public var retention = HistoryRetention()

  /// The file.
  public var path: String { directory + "/" + HistoryReader.fileName }

  /// The defaults in a directory.
  public init(directory: String) { self.directory = directory }

  init(reading reader: ConfigurationReader?, state: String) {
    self.init(directory: state)
    guard let reader else { return }
    if let enabled = reader.flag("enabled") { isEnabled = enabled }
    if let directory = reader.text("directory") { self.directory = directory }
    if let flush = reader.duration("flush", in: Span(10)...Span(3600)) { self.flush = flush }
    if let keep = reader.section("keep") { retention = HistoryRetention(reading: keep) }
    reader.finish()
  }
}

extension HistoryRetention {
  fileprivate init(reading reader: ConfigurationReader) {
    self.init()
    let hour = 3600.0
    let day = 24 * hour
    if let time = reader.duration("fine", in: Span(hour)...Span(31 * day)) { fine = time }
    if let time = reader.duration("minutes", in: Span(day)...Span(400 * day)) { minutes = time }
    if let time = reader.duration("board_minutes", in: Span(day)...Span(400 * day)) { boardMinutes = time }
    if let time = reader.duration("quarters", in: Span(7 * day)...Span(3660 * day)) { quarters = time }
    if let time = reader.duration("events", in: Span(7 * day)...Span(3660 * day)) { events = time }
    reader.finish()
  }
}
