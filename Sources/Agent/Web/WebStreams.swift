/// Who listens to events, and what each was told. Works only while somebody listens.
struct WebStreams: Sendable {
  /// What a listener can lag behind before it is told everything anew.
  private static let backlog = 8

  private struct Listener: Sendable {
    let events: AsyncStream<String>.Continuation
    /// It missed something.
    var needsAll = true
  }

  private var listeners: [Int: Listener] = [:]
  private var number = 0
  private var told: LiveStatus?
  private(set) var lastEvent = 0

  /// Nobody listens.
  var isEmpty: Bool { listeners.isEmpty }
  /// How many do.
  var count: Int { listeners.count }

  /// A listener more; it is told everything with the next news.
  mutating func add(onEnd: @escaping @Sendable (Int) -> Void) -> AsyncStream<String> {
    let (stream, events) = AsyncStream<String>.makeStream(bufferingPolicy: .bufferingOldest(Self.backlog))
    number += 1
    let number = number
    events.onTermination = { _ in onEnd(number) }
    listeners[number] = Listener(events: events)
    return stream
  }

  /// A listener less.
  mutating func remove(_ number: Int) {
    listeners[number] = nil
    if isEmpty { told = nil }
  }

  /// Tells everybody what is new; returns how many bytes the news have, 0 without any.
  mutating func tell(_ status: LiveStatus, _ recent: EventsDocument) -> Int {
    let fresh = recent.events.filter { $0.number > lastEvent }
    let news = [
      told.flatMap { status.patch(since: $0) }.map { Self.event("patch", $0) },
      fresh.isEmpty || told == nil
        ? nil : Self.event("happened", EventsDocument(last: recent.last, events: fresh).json()),
    ].compactMap(\.self).joined()
    let hasNewcomers = listeners.values.contains(where: \.needsAll)
    let all = hasNewcomers ? Self.event("status", status.json) + Self.event("happened", recent.json()) : ""
    for number in listeners.keys {
      let text = listeners[number]?.needsAll == true ? all : news
      if !text.isEmpty { send(text, to: number) }
    }
    told = status
    lastEvent = recent.last
    return news.utf8.count
  }

  /// Says that the stream lives.
  mutating func beat() {
    for number in listeners.keys where listeners[number]?.needsAll == false { send(": \n\n", to: number) }
  }

  /// Ends all streams.
  mutating func finish() {
    for listener in listeners.values { listener.events.finish() }
    listeners = [:]
  }

  private mutating func send(_ text: String, to number: Int) {
    // Who does not read gets everything anew once it does.
    switch listeners[number]?.events.yield(text) {
    case .enqueued?: listeners[number]?.needsAll = false
    default: listeners[number]?.needsAll = true
    }
  }

  private static func event(_ name: String, _ data: String) -> String { "event: \(name)\ndata: \(data)\n\n" }
}
