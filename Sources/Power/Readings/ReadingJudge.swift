public import Units

/// Decides whether what a source says may be used. One judge a source; a value that carries its short memory.
///
/// Rules, each with its scenario: at a rail or outside the plausible range is no data (2); a step over
/// ``Limits/jump`` is no data until the next sample confirms it (2); raw codes that stay bit-identical for
/// ``Limits/frozen`` although the load was changed are a stuck sensor (1); no valid sample for ``Limits/stale`` is
/// stale (3).
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

    /// Limits with the documented defaults: stale after 15 s, stuck after 60 s.
    public init(
      plausible: ClosedRange<Value>, jump: Value? = nil, stale: Duration = .seconds(15),
      frozen: Duration = .seconds(60)
    ) {
      self.plausible = plausible
      self.jump = jump
      self.stale = stale
      self.frozen = frozen
    }
  }

  /// What is plausible here.
  public let limits: Limits
  /// The source, for the reading.
  public let origin: String
  private var last: (value: Value, time: Uptime)?
  private var candidate: Value?
  private var code: (raw: Int64, since: Uptime, loadSteps: Int)?
  private var trouble: ReadingQuality = .warmingUp
  private let started: Uptime

  /// A judge that has seen nothing.
  public init(limits: Limits, origin: String, at now: Uptime) {
    self.limits = limits
    self.origin = origin
    started = now
  }

  /// Notes a sample. `loadSteps` counts the load changes commanded so far.
  public mutating func note(_ value: Value, raw: Int64, atRail: Bool, time: Uptime, loadSteps: Int) {
    trackCode(raw, time: time, loadSteps: loadSteps)
    if let verdict = fault(value, atRail: atRail, time: time, loadSteps: loadSteps) {
      trouble = verdict
      return
    }
    if let last, let jump = limits.jump, (value - last.value).magnitude > jump {
      // A true step (a charger switched on) shows again in the next sample; a glitch does not.
      let confirmed = candidate.map { (value - $0).magnitude <= jump } ?? false
      guard confirmed else {
        candidate = value
        trouble = .jump
        return
      }
    }
    candidate = nil
    trouble = .good
    last = (value, time)
  }

  /// Notes that the source failed.
  public mutating func note(failure: String) {
    trouble = .failed(failure)
  }

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

  private mutating func trackCode(_ raw: Int64, time: Uptime, loadSteps: Int) {
    if code?.raw != raw { code = (raw, time, loadSteps) }
  }

  private func fault(_ value: Value, atRail: Bool, time: Uptime, loadSteps: Int) -> ReadingQuality? {
    if atRail { return .atRail }
    guard value.isFinite, limits.plausible.contains(value) else { return .implausible }
    if let code, loadSteps > code.loadSteps, time - code.since >= limits.frozen { return .stuck }
    return nil
  }
}
