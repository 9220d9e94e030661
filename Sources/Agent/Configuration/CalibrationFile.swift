internal import Foundation
internal import Glibc
internal import Power
internal import Units

/// The file that `akkurat calibrate` writes and a configuration includes: one line a channel.
///
///     adc.ain0: {gain: 1.00423, offset: "-0.011 V", at: "2026-03-01T12:00:00Z", points: ["12.281 V = 12.34 V"]}
///
/// The true number is gain × measured + offset. `at` and `points` are for the owner.
public struct CalibrationFile: Sendable {
  /// One channel's line.
  public struct Entry: Sendable, Hashable {
    /// `adc.ain0`
    public var channel: String
    /// What it says.
    public var calibration: ChannelCalibration
    /// Unit of the offset.
    public var unit: String
    /// When it was made, UTC; nil while the clock is not trusted.
    public var time: String?
    /// Measured and true numbers.
    public var points: [CalibrationPoint]

    /// A line by its parts.
    public init(
      channel: String, calibration: ChannelCalibration, unit: String, time: String?, points: [CalibrationPoint]
    ) {
      self.channel = channel
      self.calibration = calibration
      self.unit = unit
      self.time = time
      self.points = points
    }

    /// As it stands in the file.
    public var line: String {
      let gain = Decimal.fixed(calibration.gain, 6)
      let offset = "\(Decimal.fixed(calibration.offset, 6)) \(unit)"
      let known = points.map { "\"\(Decimal.fixed($0.measured, 4)) \(unit) = \(Decimal.fixed($0.truth, 4)) \(unit)\"" }
      let at = time.map { ", at: \"\($0)\"" } ?? ""
      return "\(channel): {gain: \(gain), offset: \"\(offset)\"\(at), points: [\(known.joined(separator: ", "))]}"
    }
  }

  /// The widest corrections that are believed; beyond them a divider or shunt is written wrongly.
  public static let gains = 0.7...1.3

  /// The text with a line set, whatever else stands there kept. A line that was there before becomes a comment.
  public static func text(_ text: String, setting entry: Entry) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    if lines.isEmpty {
      lines = [
        "# Calibration of this rig's sensors, written by \"akkurat calibrate\": true = gain x measured + offset."
      ]
    }
    guard let first = lines.firstIndex(where: { key(of: $0) == entry.channel }) else {
      return (lines + [entry.line, ""]).joined(separator: "\n")
    }
    // Lines that go on with the entry are indented.
    let end = lines[(first + 1)...].firstIndex { !$0.hasPrefix(" ") && !$0.hasPrefix("\t") } ?? lines.endIndex
    let before = lines[first..<end].map { "# before: \($0)" }
    lines.replaceSubrange(first..<end, with: before + [entry.line])
    return (lines + [""]).joined(separator: "\n")
  }

  private static func key(of line: String) -> String? {
    guard let end = line.firstIndex(of: ":") else { return nil }
    return line[..<end].trimmingCharacters(in: CharacterSet(charactersIn: " \"'"))
  }

  /// Sets a line in a file, which is replaced at once: at any moment the old or the new one is whole.
  ///
  /// - Throws: a sentence when the file cannot be read or written, or the new text would not say the same of all others.
  public static func set(_ entry: Entry, in path: String, for sensors: [SensorSection]) throws(CalibrationFileError) {
    let old: String
    switch ConfigurationIncludes.read(path) {
    case .absent: old = ""
    case .unreadable(let reason): throw .unusable(path: path, reason: reason)
    case .text(let text): old = text
    }
    let new = text(old, setting: entry)
    do {
      var expected = try entries(in: old, file: path, for: sensors)
      expected[entry.channel] = try entries(in: entry.line, file: path, for: sensors)[entry.channel]
      guard try entries(in: new, file: path, for: sensors) == expected else {
        throw CalibrationFileError.unusable(path: path, reason: "its form is not understood; write the line by hand")
      }
    } catch let error as CalibrationFileError {
      throw error
    } catch {
      throw .unusable(path: path, reason: "\(error)")
    }
    if let failure = ReplacedFile(path: path).write(Array(new.utf8)) { throw .unusable(path: path, reason: failure) }
  }

  /// The calibrations of a text by channel; every problem with its line.
  public static func entries(
    in text: String, file: String, for sensors: [SensorSection]
  ) throws(ConfigurationProblems) -> [String: ChannelCalibration] {
    let isEmpty = text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") || $0.allSatisfy { $0 == " " } }
    guard !isEmpty else { return [:] }
    let document = try ConfigurationDocument(parsing: text, file: file)
    var entries: [String: ChannelCalibration] = [:]
    for (name, reader) in document.root.sections() {
      guard let use = use(name, sensors) else {
        let known = sensors.flatMap { sensor in sensor.channels.map { "\(sensor.name).\($0.channel)" } }
        document.root.report("there is no channel \"\(name)\"; known are \(known.joined(separator: ", "))", at: name)
        continue
      }
      let gain = reader.number("gain", in: gains)
      let offset = offset(reader, use.role)
      _ = (reader.text("at"), reader.texts("points"))
      reader.finish()
      entries[name] = ChannelCalibration(gain: gain ?? 1, offset: offset)
    }
    document.root.finish()
    try document.validate()
    return entries
  }

  private static func use(_ name: String, _ sensors: [SensorSection]) -> SensorSection.ChannelUse? {
    sensors.lazy.flatMap { sensor in sensor.channels.map { ("\(sensor.name).\($0.channel)", $0) } }
      .first { $0.0 == name }?.1
  }

  private static func offset(_ reader: ConfigurationReader, _ role: SensorRole) -> Double {
    let offset: Double? =
      switch role.kind {
      case .voltage: reader.quantity("offset", as: Volts.self, in: Volts(-10)...Volts(10))?.value
      case .current: reader.quantity("offset", as: Amps.self, in: Amps(-50)...Amps(50))?.value
      case .temperature: reader.quantity("offset", as: Celsius.self, in: Celsius(-20)...Celsius(20))?.value
      case .power, .state: reader.quantity("offset", as: Watts.self, in: Watts(-100)...Watts(100))?.value
      }
    return offset ?? 0
  }
}

/// Why a calibration cannot be stored.
public enum CalibrationFileError: Error, Sendable, CustomStringConvertible {
  /// The file stays as it was.
  case unusable(path: String, reason: String)

  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .unusable(let path, let reason):
      "The calibration cannot be stored in \(path): \(reason). The file stays as it was."
    }
  }
}
