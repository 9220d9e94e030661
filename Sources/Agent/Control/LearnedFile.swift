internal import Foundation
internal import Power
internal import Units

/// What battery estimator and planner have learned, on disk over a restart. Losing it costs some hours of doubt and
/// nothing else, so a damaged file is simply forgotten.
struct LearnedFile: Sendable {
  /// How often it is written while the agent runs: about 400 kB a day on the card.
  static let interval = Duration.seconds(1800)

  /// What is kept.
  struct Contents: Codable, Sendable {
    var version = 1
    var battery: String
    var energy: EnergyPlanner.Memory
    /// Seconds since 1970, when the clock was trusted.
    var wall: Double?
  }

  private let file: ChecksummedFile

  /// A file in the state directory.
  init(directory: String) {
    file = ChecksummedFile(path: directory + "/learned.json")
  }

  /// What was learned before, if it is whole.
  func read() -> Contents? {
    guard case .line(let line) = file.read(),
      let contents = try? JSONDecoder().decode(Contents.self, from: Data(line.utf8)), contents.version == 1
    else { return nil }
    return contents
  }

  /// Stores it; returns why it could not.
  func write(_ contents: Contents) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let body = try? encoder.encode(contents) else { return "what was learned cannot be written as text" }
    return file.write(String(decoding: body, as: UTF8.self))
  }
}

extension LearnedFile.Contents {
  /// How long nobody watched, when both ends of the gap have a calendar.
  func away(until now: UnixTime?) -> Duration? {
    guard let wall, let now, now.seconds >= wall else { return nil }
    return .seconds(now.seconds - wall)
  }
}
