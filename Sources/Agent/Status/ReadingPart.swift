internal import Power
internal import Units

extension StatusDocument {
  /// One channel of a sensor.
  public struct ReadingPart: Codable, Sendable, Equatable {
    /// Sensor and channel: `battery.voltage`.
    public var origin: String
    /// What it tells: `battery_voltage`.
    public var tells: String
    /// The number; absent unless the quality is good. 1 or 0 for a line.
    public var value: Double?
    /// `V`, `A`, `°C`, `W`, or empty.
    public var unit: String
    /// `good`, or why it may not be used.
    public var quality: String
    /// Seconds since it was measured, or was last good.
    public var ageS: Double?
    /// Seconds until it is preferred again after trouble; absent when it is.
    public var mistrustedS: Double?

    init(_ row: SenseRow) {
      origin = row.origin
      tells = row.role.rawValue
      value = row.value
      unit = row.role.unit
      quality = row.quality.description
      ageS = row.age?.inSeconds
      mistrustedS = row.mistrust > .zero ? row.mistrust.inSeconds : nil
    }
  }
}
