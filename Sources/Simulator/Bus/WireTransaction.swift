internal import Bus
internal import Units

/// One transaction as it happens on the wire, byte by byte.
struct WireTransaction {
  let address: I2CAddress
  let byteTime: Duration
  /// World time, moves on with each byte.
  var time: Uptime
  /// Address bytes too.
  var bytes = 0
  private var taking: [Int] = []

  /// What the Linux driver waits for a bus that is held before it gives up.
  private static let heldTimeout = Duration.milliseconds(25)

  init(address: I2CAddress, byteTime: Duration, time: Uptime) {
    self.address = address
    self.byteTime = byteTime
    self.time = time
  }

  mutating func run(_ messages: [I2CMessage], on devices: inout [any SimulatedI2CDevice]) -> Result<[UInt8], BusError> {
    let begin = time
    guard !devices.contains(where: { $0.holdsData(at: begin) }) else {
      time = time + Self.heldTimeout
      return .failure(.timedOut(address))
    }
    var received: [UInt8] = []
    var failure: BusError?
    for message in messages where failure == nil {
      failure = run(message, on: &devices, received: &received)
    }
    time = time + byteTime / 9
    for index in taking { devices[index].stop(at: time) }
    return failure.map { .failure($0) } ?? .success(received)
  }

  private mutating func run(
    _ message: I2CMessage, on devices: inout [any SimulatedI2CDevice], received: inout [UInt8]
  ) -> BusError? {
    switch message {
    case .write(let bytes):
      guard start(reading: false, on: &devices) else { return .noAcknowledge(address) }
      for byte in bytes where !write(byte, to: &devices) { return .noAcknowledge(address) }
    case .read(let count):
      guard count > 0 else { return .unsupported("a read of no bytes") }
      guard start(reading: true, on: &devices) else { return .noAcknowledge(address) }
      for _ in 0..<count { received.append(read(from: &devices)) }
    }
    return nil
  }

  private mutating func start(reading: Bool, on devices: inout [any SimulatedI2CDevice]) -> Bool {
    time = time + byteTime / 9
    pass(reading: reading, devices)
    let first = I2CAddressByte(address: address.value, reading: reading)
    taking = devices.indices.filter { devices[$0].start(first, at: time) }
    return !taking.isEmpty
  }

  private mutating func write(_ byte: UInt8, to devices: inout [any SimulatedI2CDevice]) -> Bool {
    pass(reading: false, devices)
    var acknowledged = false
    for index in taking where devices[index].write(byte, at: time) { acknowledged = true }
    return acknowledged
  }

  private mutating func read(from devices: inout [any SimulatedI2CDevice]) -> UInt8 {
    let byte = taking.reduce(UInt8(0xFF)) { $0 & devices[$1].read(at: time) }
    pass(reading: true, devices)
    return byte
  }

  /// Nine clocks and whatever the chips stretch.
  private mutating func pass(reading: Bool, _ devices: [any SimulatedI2CDevice]) {
    bytes += 1
    let stretch = taking.reduce(Duration.zero) { max($0, devices[$1].stretch(reading: reading)) }
    time = time + byteTime + stretch
  }
}
