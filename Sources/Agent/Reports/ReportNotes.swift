internal import Units

/// The events and troubles of a period, sorted into the report's lists, oldest first.
struct ReportNotes {
  private(set) var overrides: [Report.NotePart] = []
  private(set) var alarms: [Report.NotePart] = []
  private(set) var sensorGaps: [Report.NotePart] = []
  private(set) var brownOuts: [Report.NotePart] = []
  private(set) var events: [Report.NotePart] = []
  private let period: ReportPeriod
  private let calendar: LocalCalendar

  init(_ material: ReportMaterial, period: ReportPeriod, calendar: LocalCalendar) {
    self.period = period
    self.calendar = calendar
    for trouble in material.troubles.sorted(by: { $0.began < $1.began }) { sort(trouble) }
    var isRunning = false
    for event in material.events.sorted(by: { $0.time < $1.time }) {
      guard event.time >= period.since, event.time < period.until else { continue }
      sort(event, afterCrash: isRunning)
      if event.kind == .start { isRunning = true }
      if event.kind == .stop { isRunning = false }
    }
  }

  /// Troubles that only touch the period count with their time inside of it.
  private mutating func sort(_ trouble: HistoryTrouble) {
    guard trouble.began < period.until, (trouble.ended ?? period.until) > period.since else { return }
    let end = trouble.ended.map { min($0, period.until) }
    let note = Report.NotePart(
      time: calendar.iso8601(trouble.began), when: calendar.brief(trouble.began),
      hours: end.map { ($0 - max(trouble.began, period.since)).hours },
      stands: trouble.ended.map { $0 >= period.until } ?? true, kind: String(trouble.family), subject: trouble.key,
      text: trouble.text)
    if ["sensor", "reading"].contains(trouble.family) { sensorGaps.append(note) } else { alarms.append(note) }
  }

  private mutating func sort(_ event: HistoryEvent, afterCrash: Bool) {
    switch event.kind {
    case .override: overrides.append(note(event, hours: event.value.map { $0 / 3600 }))
    case .brownOut:
      brownOuts.append(note(event, text: event.text.isEmpty ? "\(event.subject) reset itself while powered." : nil))
    case .start:
      let words = afterCrash ? "The agent started again without having been stopped in order." : "The agent started."
      events.append(note(event, text: words))
    case .stop: events.append(note(event, text: event.text.isEmpty ? "The agent stopped in order." : nil))
    case .clock:
      let moved = event.value.map { "The clock moved by \(Duration.seconds($0).brief)." }
      events.append(note(event, text: event.text.isEmpty ? moved : nil))
    case .reload, .history: events.append(note(event))
    case .pool: events.append(note(event))
    case .switching, .forecast: break
    }
  }

  private func note(_ event: HistoryEvent, hours: Double? = nil, text: String? = nil) -> Report.NotePart {
    Report.NotePart(
      time: calendar.iso8601(event.time), when: calendar.brief(event.time), hours: hours, kind: event.kind.rawValue,
      subject: event.subject.isEmpty ? nil : event.subject, text: text ?? event.text, who: event.who)
  }
}
