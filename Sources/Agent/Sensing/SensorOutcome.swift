internal import Power

/// What one sensor said, or why it did not.
struct SensorOutcome: Sendable {
  /// The sensor's name in the configuration.
  let sensor: String
  let result: Result<[Measurement], SensorError>
}
