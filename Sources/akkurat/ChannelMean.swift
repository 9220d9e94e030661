import Agent
import Power
import Units

/// Some readings of one channel, their mean and how far they stray.
struct ChannelMean {
  /// Looks at the sensors, a quarter of a second each.
  static let looks = 20
  /// A reading older than this was made before the question.
  static let fresh = Duration.seconds(2)

  private(set) var values: [Double] = []
  /// Why there is no reading.
  private(set) var trouble = "it says nothing"

  init(
    of channel: String, in session: inout SenseSession, pausing pause: @Sendable (Duration) async throws -> Void
  ) async throws {
    _ = try await session.firstRows(pausing: pause)
    for _ in 0..<Self.looks {
      guard let row = await session.sample().first(where: { $0.origin == channel }) else { return }
      if let value = row.value, let age = row.age, age < Self.fresh {
        values.append(value)
      } else if row.value == nil {
        trouble = row.quality.description
      }
      try await pause(SenseSession.pace)
    }
  }

  var count: Int { values.count }

  /// Nil without a reading.
  var value: Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }

  /// One standard deviation.
  var deviation: Double {
    guard let value, values.count > 1 else { return 0 }
    return (values.map { ($0 - value) * ($0 - value) }.reduce(0, +) / Double(values.count - 1)).squareRoot()
  }
}
