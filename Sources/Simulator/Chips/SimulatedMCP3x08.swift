public import Bus
internal import Synchronization
public import Units

/// An MCP3008 or MCP3208 as its data sheet has it, clock by clock: behind `/dev/spidev` or on four lines.
///
/// Source: Microchip MCP3004/3008, DS21295D, and MCP3204/3208, DS21298E, §5.0 and figure 5-1.
public final class SimulatedMCP3x08: SPIDevice {
  /// Clocks after the start bit: S, D2, D1, D0, one to sample, then the null bit and the result.
  private enum Clock {
    static let lastQuestion = 4
    static let sample = 5
    static let null = 6
  }

  private struct State: Sendable {
    var isSelected = false
    /// Clocks since the start bit; nil before it.
    var count: Int?
    var question = 0
    var code = 0
    /// The last result, for a frozen chip.
    var lastCode = 0
  }

  private let body: SensorBody
  private let bits: Int
  private let inputs: [AnalogSource]
  private let reference: Double
  private let state = Mutex(State())

  /// A chip with up to eight inputs; missing ones are open.
  ///
  /// - Parameter bits: 10 for the MCP3008, 12 for the MCP3208.
  public init(
    world: SimulatedWorld, bits: Int, inputs: [AnalogSource], reference: Volts, errors: SensorErrors = .none,
    number: Int
  ) {
    body = SensorBody(world: world, address: 0, errors: errors, number: number)
    self.bits = bits
    self.inputs = inputs
    self.reference = reference.value
  }

  public func exchange(_ bytes: [UInt8]) throws(BusError) -> [UInt8] {
    if body.has(.deadSensor, at: body.world.now) { throw .closed("The simulated SPI chip") }
    select(true)
    defer { select(false) }
    return bytes.map { byte in
      (0..<8).reversed().reduce(UInt8(0)) { answer, bit in
        answer << 1 | (rise(data: byte >> UInt8(bit) & 1 == 1) ? 1 : 0)
      }
    }
  }

  /// Chip select: a new conversation begins when it falls.
  func select(_ isSelected: Bool) {
    state.withLock { $0 = State(isSelected: isSelected, lastCode: $0.lastCode) }
  }

  /// A rising clock: takes a bit, and gives the one that was put out at the fall before it. Nobody drives the line before
  /// the null bit; its pull makes it high.
  func rise(data: Bool) -> Bool {
    state.withLock { state in
      guard state.isSelected else { return true }
      guard let before = state.count else {
        if data { state.count = 0 }
        return true
      }
      let count = before + 1
      state.count = count
      if count <= Clock.lastQuestion { state.question = state.question << 1 | (data ? 1 : 0) }
      if count == Clock.sample {
        state.code = convert(state.question, frozen: state.lastCode)
        state.lastCode = state.code
      }
      guard count >= Clock.null else { return true }
      let bit = bits - (count - Clock.null)
      // The null bit, the result, and then (least significant bit first, here left out) zeros.
      return count > Clock.null && bit >= 0 ? state.code >> bit & 1 == 1 : false
    }
  }

  private func convert(_ question: Int, frozen: Int) -> Int {
    let time = body.world.now
    if body.has(.frozenSensor, at: time) { return frozen }
    if body.has(.sensorRail, at: time) { return 1 << bits - 1 }
    let input = question & 7
    func volts(_ index: Int) -> Double { body.pin(inputs.indices.contains(index) ? inputs[index] : nil, at: time) }
    let isSingle = question & 8 != 0
    let difference = body.converted(volts(input) - (isSingle ? 0 : volts(input ^ 1)), at: time)
    let steps = Double(1 << bits)
    return Int(max(0, min(steps - 1, (difference / reference * steps).rounded(.down))))
  }
}
