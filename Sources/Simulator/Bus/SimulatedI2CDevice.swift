public import Units

/// A chip on a simulated bus, seen from the wire. Times are world times.
///
///     S addr R/W [A]  byte [A] … byte [A]  (Sr addr R/W …)*  P
///     └─ start ────┘  └─ write / read ─┘    └─ start again    └─ stop
public protocol SimulatedI2CDevice: Sendable {
  /// A start or repeated start with an address byte; true acknowledges it. A device that acknowledged takes part until
  /// ``stop(at:)``; a repeated start ends its write just as a stop does.
  mutating func start(_ address: I2CAddressByte, at time: Uptime) -> Bool
  /// A byte from the controller; true acknowledges it.
  mutating func write(_ byte: UInt8, at time: Uptime) -> Bool
  /// A byte to the controller. Several devices that send together make a wired AND.
  mutating func read(at time: Uptime) -> UInt8
  /// The end of a transaction it took part in.
  mutating func stop(at time: Uptime)
  /// How long it holds the clock in one byte.
  func stretch(reading: Bool) -> Duration
  /// Whether it holds SDA low: then nobody can use the bus.
  func holdsData(at time: Uptime) -> Bool
}

extension SimulatedI2CDevice {
  /// Never.
  public func stretch(reading: Bool) -> Duration { .zero }
  /// Never.
  public func holdsData(at time: Uptime) -> Bool { false }
}

/// The first byte of a transaction.
public struct I2CAddressByte: Sendable, Hashable {
  /// 7 bits.
  public var address: UInt8
  /// Whether the controller wants to read.
  public var reading: Bool

  /// An address byte by its parts.
  public init(address: UInt8, reading: Bool) {
    self.address = address
    self.reading = reading
  }
}
