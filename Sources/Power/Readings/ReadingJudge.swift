public import Units

/// Decides whether what a source says may be used. One judge a source; a value that carries its short memory.
///
/// Rules, each with its scenario: at a rail or outside the plausible range is no data (2); a step over
/// ``Limits/jump`` is no data until the next sample confirms it (2); raw codes that stay bit-identical for
/// ``Limits/frozen`` although the load was changed are a stuck sensor (1); no valid sample for ``Limits/stale`` is
/// stale (3). A converter too coarse to see the load change is not stuck because it stands still. A source that was in
/// trouble counts at once when it is the only one, and is preferred again after ``Limits/trust``.
public struct ReadingJudge<Value: Quantity>: Sendable {
  /// What is plausible.
  public struct Limits: Sendable, Hashable {
    /// What this quantity can be at all.
    public var plausible: ClosedRange<Value>
    /// The largest believable step between two samples; nil where steps are natural (a current).
    public var jump: Value?
    /// No valid sample for this long is stale.
    public var stale: Duration
    /// Bit-identical for this long across a load step is stuck.
    public var frozen: Duration
    /// Good for this long before another source that was used meanwhile is left for this one.
    public var trust: Duration
    /// One code of the converter; nil where its own noise moves it.
    public var code: Value?
    /// How much a watt of load moves the quantity; nil where any change of the load must show.
    public var perWatt: Value?

    /// Limits with the documented defaults: stale after 15 s, stuck after 60 s, trusted again after 30 s.
    public init(
      plausible: ClosedRange<Value>, jump: Value? = nil, stale: Duration = .seconds(15),
      frozen: Duration = .seconds(60), trust: Duration = .seconds(30), code: Value? = nil, perWatt: Value? = nil
    ) {
      self.plausible = plausible
      self.jump = jump
      self.stale = stale
      self.frozen = frozen
      self.trust = trust
      self.code = code
      self.perWatt = perWatt
    }
  }

  /// A code that is a smaller part of the value than this is moved by the noise of any real input.
  static var fine: Double { 0.0005 }
  /// The load must have moved the value by so many codes.
  static var visible: Double { 2 }

  /// What is plausible here.
  public let limits: Limits
  /// The source, for the reading.
  public let origin: String
  private var last: (value: Value, time: Uptime)?
  private var candidate: Value?
  private var still: Stillness?
  private var trouble: ReadingQuality = .warmingUp
  private var soundSince: Uptime?
  private var wasInTrouble = false
  private let started: Uptime

  /// Since when the code has not moved, and what the load did meanwhile.
  private struct Stillness: Sendable {
    let raw: Int64
    let since: Uptime
    let steps: Int
    var power: ClosedRange<Watts>
  }

  /// A judge that has seen nothing.
  public init(limits: Limits, origin: String, at now: Uptime) {
    self.limits = limits
    self.origin = origin
    started = now
  }

  /// Notes a sample. `raw` is the converter's code, or what stands for all codes of the chip's sample.
  public mutating func note(_ value: Value, raw: Int64, atRail: Bool, time: Uptime, load: CommandedLoad) {
    track(raw, time: time, load: load)
    if let verdict = fault(value, atRail: atRail, time: time, load: load) { return enter(verdict) }
    if let last, let jump = limits.jump, (value - last.value).magnitude > jump {
      // A true step (a charger switched on) shows again in the next sample; a glitch does not.
      let confirmed = candidate.map { (value - $0).magnitude <= jump } ?? false
      guard confirmed else {
        candidate = value
        return enter(.jump)
      }
    }
    candidate = nil
    if last.map({ time - $0.time > limits.stale }) ?? false { enter(.stale) }
    if trouble != .good { soundSince = time }
    trouble = .good
    last = (value, time)
  }

  /// Notes that the source failed.
  public mutating func note(failure: String) { enter(.failed(failure)) }

  /// The reading as of now.
  public func reading(at now: Uptime) -> Reading<Value> {
    guard let last else {
      let quality = trouble == .warmingUp && now - started > limits.stale ? .stale : trouble
      return Reading(value: nil, time: started, origin: origin, quality: quality)
    }
    guard trouble == .good else { return Reading(value: nil, time: last.time, origin: origin, quality: trouble) }
    guard now - last.time <= limits.stale else {
      return Reading(value: nil, time: last.time, origin: origin, quality: .stale)
    }
    return Reading(value: last.value, time: last.time, origin: origin, quality: .good)
  }

  /// How long it is until this source is preferred again; zero when it never was in trouble or has been good for long
  /// enough.
  public func mistrust(at now: Uptime) -> Duration {
    guard wasInTrouble else { return .zero }
    guard trouble == .good, let soundSince else { return limits.trust }
    return max(.zero, limits.trust - (now - soundSince))
  }

  private mutating func enter(_ verdict: ReadingQuality) {
    trouble = verdict
    wasInTrouble = true
  }

  private mutating func track(_ raw: Int64, time: Uptime, load: CommandedLoad) {
    guard var same = still, same.raw == raw else {
      still = Stillness(raw: raw, since: time, steps: load.steps, power: load.power...load.power)
      return
    }
    same.power = min(same.power.lowerBound, load.power)...max(same.power.upperBound, load.power)
    still = same
  }

  private func fault(_ value: Value, atRail: Bool, time: Uptime, load: CommandedLoad) -> ReadingQuality? {
    if atRail { return .atRail }
    guard value.isFinite, limits.plausible.contains(value) else { return .implausible }
    guard let still, load.steps > still.steps, time - still.since >= limits.frozen, mustShow(still, value) else {
      return nil
    }
    return .stuck
  }

  /// Whether the load's change would have moved the code of a sound converter.
  private func mustShow(_ still: Stillness, _ value: Value) -> Bool {
    guard let code = limits.code, let perWatt = limits.perWatt, code > value.magnitude * Self.fine else { return true }
    let swing = perWatt * (still.power.upperBound - still.power.lowerBound).value
    return swing >= code * Self.visible
  }
}
