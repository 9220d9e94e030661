import Bus
import Units

/// A board behind the wire: answers transactions at given moments.
protocol FakeBoard: Sendable {
  mutating func transfer(_ messages: [I2CMessage], at now: Uptime) -> Result<[UInt8], BusError>
}
