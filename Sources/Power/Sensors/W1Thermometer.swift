public import Bus
internal import Synchronization
public import Units

/// A 1-wire thermometer (DS18B20 and its relatives) by the kernel's driver `w1_therm`.
///
/// Source: Linux kernel, Documentation/w1/slaves/w1_therm.rst and Documentation/ABI/testing/sysfs-driver-w1_therm: reading
/// `temperature` (m°C) or `w1_slave` (`… YES`, then `… t=` and m°C) starts a conversion and waits for it, 0.75 s at
/// 12 bit. Maxim DS18B20 data sheet 19-7487, "Memory": 85 °C is what the register holds after power-on.
///
/// A read is made beside the caller, one at a time; a sample only takes what the last one brought. The measurement
/// carries the time at which its read began, so one that hangs becomes stale.
public struct W1Thermometer: Sensor {
  /// What is read.
  public let path: String
  /// From the beginning of one read to that of the next.
  public let period: Duration
  private let begin: @Sendable (@escaping @Sendable () -> Void) -> Void
  private let mailbox = Mailbox()
  private var lastBegun: Uptime?

  private struct Answer: Sendable {
    let text: Result<String, BusError>
    let begun: Uptime
  }

  /// Where the read leaves what it brought.
  private final class Mailbox: Sendable {
    let content = Mutex<(isReading: Bool, answer: Answer?)>((false, nil))
  }

  /// The code of 85 °C.
  private static let powerOn: Int64 = 85_000

  /// A thermometer by its file.
  ///
  /// - Parameter begin: runs a read that takes long; a thread of its own unless a test gives another way.
  public init(
    path: String, period: Duration = .seconds(10),
    begin: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void = BackgroundRead.begin
  ) {
    self.path = path
    self.period = period
    self.begin = begin
  }

  public var identity: String { "1-wire thermometer \(path)" }

  public mutating func sample(at now: Uptime) throws(SensorError) -> [Measurement] {
    let answer = mailbox.content.withLock { content in
      defer { content.answer = nil }
      return content.answer
    }
    beginIfDue(at: now)
    guard let answer else { return [] }
    switch answer.text {
    case .failure(let error): throw .bus(sensor: identity, error)
    case .success(let text): return [try measurement(text, answer.begun)]
    }
  }

  private mutating func beginIfDue(at now: Uptime) {
    guard lastBegun.map({ now - $0 >= period }) ?? true else { return }
    let mailbox = mailbox
    let isFree = mailbox.content.withLock { content in
      defer { content.isReading = true }
      return !content.isReading
    }
    guard isFree else { return }
    lastBegun = now
    let file = SysfsAttribute(path: path)
    begin {
      let text = Result { () throws(BusError) in try file.read() }
      mailbox.content.withLock { $0 = (false, Answer(text: text, begun: now)) }
    }
  }

  private func measurement(_ text: String, _ time: Uptime) throws(SensorError) -> Measurement {
    guard let code = Self.code(text) else { throw .unreadable(sensor: identity, text: text) }
    return Measurement(
      channel: "temperature", value: .temperature(Celsius(Double(code) / 1000)), raw: code,
      atRail: code == Self.powerOn, time: time)
  }

  /// Both files' forms; nil where the checksum was wrong.
  static func code(_ text: String) -> Int64? {
    if let code = Int64(text) { return code }
    guard text.contains("YES"), let tail = text.split(separator: "t=", omittingEmptySubsequences: false).last else {
      return nil
    }
    return Int64(String(tail))
  }
}
