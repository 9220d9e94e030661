/// A rule of the calendar as an owner writes it.
enum ScheduleSection {
  /// What an owner may write under `do`.
  enum Demand: String, CaseIterable {
    case pause, night, limit
  }

  /// Words for days, single ones and groups.
  static let words: [String: [ScheduleRule.Weekday]] = [
    "mon": [.monday], "tue": [.tuesday], "wed": [.wednesday], "thu": [.thursday], "fri": [.friday],
    "sat": [.saturday], "sun": [.sunday], "weekdays": [.monday, .tuesday, .wednesday, .thursday, .friday],
    "weekend": [.saturday, .sunday],
  ]

  static func read(_ reader: ConfigurationReader) -> ScheduleRule? {
    let name = reader.requiredText("name", example: "quiet nights")
    let demand = demand(reader)
    let from = time(reader, "from")
    let to = time(reader, "to")
    let days = days(reader)
    let season = season(reader)
    reader.finish()
    if let from, let to, from.second == to.second {
      reader.report("begins and ends at \(from); leave both out for a whole day", at: "to")
      return nil
    }
    guard let name, let demand, let days else { return nil }
    return ScheduleRule(name: name, demand: demand, from: from, to: to, days: days, season: season)
  }

  private static func demand(_ reader: ConfigurationReader) -> ScheduleRule.Demand? {
    let word = reader.requiredChoice("do", of: Demand.self)
    let count = reader.integer("boards", in: 0...1000)
    switch word {
    case .limit:
      if !reader.has("boards") { reader.report("\"boards\" is missing; write boards: 2, the most that may run") }
      return count.map { .limit($0) }
    case .pause, .night:
      if reader.has("boards") {
        reader.report("only do: limit has a number of boards; take the line out", at: "boards")
      }
      return word == .pause ? .pause : .night
    case nil: return nil
    }
  }

  private static func time(_ reader: ConfigurationReader, _ key: String) -> TimeOfDay? {
    guard let text = reader.text(key) else { return nil }
    if let time = TimeOfDay(text) { return time }
    reader.report("\"\(text)\" is not a time of day; write one such as \"22:00\", in quotes", at: key)
    return nil
  }

  private static func days(_ reader: ConfigurationReader) -> Set<ScheduleRule.Weekday>? {
    guard reader.has("days") else {
      _ = reader.texts("days")
      return Set(ScheduleRule.Weekday.allCases)
    }
    var days: Set<ScheduleRule.Weekday> = []
    var isGood = true
    for text in reader.texts("days") {
      guard let meant = words[text] else {
        reader.report("\"\(text)\" is no day; write mon, tue, wed, thu, fri, sat, sun, weekdays or weekend", at: "days")
        isGood = false
        continue
      }
      days.formUnion(meant)
    }
    if isGood, days.isEmpty { reader.report("is empty; leave it out for every day", at: "days") }
    return isGood && !days.isEmpty ? days : nil
  }

  private static func season(
    _ reader: ConfigurationReader
  ) -> (first: ScheduleRule.YearDay, last: ScheduleRule.YearDay)? {
    guard let season = reader.section("season") else { return nil }
    func day(_ key: String) -> ScheduleRule.YearDay? {
      guard let text = season.requiredText(key, example: "\"11-01\"") else { return nil }
      if let day = ScheduleRule.YearDay(text) { return day }
      season.report("\"\(text)\" is no day of the year; write month and day such as \"11-01\", in quotes", at: key)
      return nil
    }
    let first = day("from")
    let last = day("to")
    season.finish()
    guard let first, let last else { return nil }
    return (first, last)
  }
}
