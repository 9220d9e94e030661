import Units

@testable import Power

/// A serial line on which a Victron device, or anything else, speaks.
struct VEDirectTarget: FuzzTarget {
  static let name = "vedirect"
  static let words = ["\r\n", "\t", "Checksum\t", "\r\nV\t", ":A01\n", "12800", "---", "-"].map { Array($0.utf8) }

  private static let sound = block(["V": "12800", "I": "-2340"])

  /// A block with its checksum.
  private static func block(_ fields: [String: String]) -> [UInt8] {
    var bytes = fields.sorted { $0.key < $1.key }.flatMap { Array("\r\n\($0.key)\t\($0.value)".utf8) }
    bytes += Array("\r\nChecksum\t".utf8)
    return bytes + [UInt8(truncatingIfNeeded: -bytes.reduce(0) { $0 + Int($1) })]
  }

  mutating func judge(_ input: [UInt8], _ paths: inout Paths) throws(Violation) {
    var parser = VEDirectParser()
    let whole = parser.take(input)
    try hold(parser.bytesHeld <= 2000, "memory is bounded", "\(parser.bytesHeld) bytes held")
    try compare(whole, input)
    if input.count % 4 == 0 { try goOn(parser) }
    for block in whole { try check(block, &paths) }
    paths.mark(1, whole.count, parser.bytesHeld / 16, input.count / 32)
  }

  private func compare(_ whole: [VEDirectBlock], _ input: [UInt8]) throws(Violation) {
    var parser = VEDirectParser()
    var pieces: [VEDirectBlock] = []
    for start in stride(from: 0, to: input.count, by: 7) {
      pieces += parser.take(input[start..<min(start + 7, input.count)])
    }
    try hold(pieces == whole, "how the bytes were cut does not matter", "\(pieces.count) and \(whole.count) blocks")
    let reference = VEDirectReference.blocks(of: input)
    try hold(whole.map(\.fields) == reference, "the other reading of the protocol gives the same blocks", "\(whole)")
  }

  /// Whatever was before, of three sound blocks the last one is understood.
  private func goOn(_ parser: VEDirectParser) throws(Violation) {
    var parser = parser
    let blocks = parser.take(Array("\r\n".utf8) + Self.sound + Self.sound + Self.sound)
    try hold(blocks.last?.voltage == Volts(12.8), "a sound device is understood after two blocks", "\(blocks)")
  }

  private func check(_ block: VEDirectBlock, _ paths: inout Paths) throws(Violation) {
    let fields = block.fields
    try hold((1...32).contains(fields.count), "a block has 1 to 32 fields", "\(fields.count)")
    for (label, value) in fields {
      try hold(label.unicodeScalars.count <= 9 && value.unicodeScalars.count <= 33, "no field is too long", label)
      paths.mark(2, label.utf8.count, value.utf8.count, fields.count)
    }
    try ranges(block)
    let isText = fields.allSatisfy { field in (field.key + field.value).utf8.allSatisfy { $0 < 0x80 } }
    guard isText else { return }
    var parser = VEDirectParser()
    _ = parser.take(Self.sound)
    try hold(parser.take(Self.block(fields)) == [block], "written down again it is read the same", "\(fields)")
  }

  private func ranges(_ block: VEDirectBlock) throws(Violation) {
    try range(block.voltage?.value, -200...200, "V", 1000, block)
    try range(block.current?.value, -2000...2000, "I", 1000, block)
    try range(block.panelVoltage?.value, 0...1000, "VPV", 1000, block)
    try range(block.panelPower?.value, 0...100_000, "PPV", 1, block)
    try range(block.temperature?.value, -100...200, "T", 1, block)
    try range(block.stateOfCharge?.value, 0...1, "SOC", 1000, block)
    try range(block.totalYield?.value, 0...1e9, "H19", 0.1, block)
    try range(block.yieldToday?.value, 0...1e7, "H20", 0.1, block)
  }

  private func range(
    _ value: Double?, _ range: ClosedRange<Double>, _ label: String, _ scale: Double, _ block: VEDirectBlock
  ) throws(Violation) {
    guard let value else { return }
    try hold(range.contains(value), "a value is in its range", "\(label) \(value)")
    let sent = block.fields[label].flatMap { Double($0) }
    try hold(sent.map { abs($0 - value * scale) < 0.01 } ?? false, "a value is what was sent", "\(label) \(value)")
  }
}
