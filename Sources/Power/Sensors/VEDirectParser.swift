/// Finds the blocks in what a Victron device sends by itself once a second at 19200 bit/s. Pure: bytes in, blocks out.
///
///     \r \n V \t 1 2 8 0 0   \r \n I \t … \r \n C h e c k s u m \t byte
///
/// All bytes of a block add up to 0 modulo 256. Messages of the HEX protocol (`:` … `\n`) may stand anywhere between and
/// are not part of a block. Source: Victron Energy, VE.Direct Protocol, version 3.33, "Text-mode".
///
/// A single byte of sum lets one broken block in 256 pass, so what else must hold is checked too: the first block, which
/// may have begun before listening did, is thrown away, and so is one with a label twice or anything longer than it can
/// be. Memory is bounded whatever arrives.
public struct VEDirectParser: Sendable {
  /// Longest label, with room for one byte more than any known.
  static let longestLabel = 9
  /// Longest value.
  static let longestValue = 33
  /// Most fields in a block; devices send up to 22.
  static let mostFields = 32

  private enum State {
    case idle, label, value, checksum
  }

  private var state = State.idle
  private var isHex = false
  private var sum: UInt8 = 0
  private var label: [UInt8] = []
  private var value: [UInt8] = []
  private var fields: [String: String] = [:]
  /// The block cannot be whole any more. True until the first checksum has gone by.
  private var isSpoilt = true

  /// What it keeps, in bytes.
  var bytesHeld: Int {
    label.count + value.count + fields.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
  }

  /// A parser that has heard nothing.
  public init() {}

  /// Takes what was received and gives the blocks that became whole.
  public mutating func take(_ bytes: some Sequence<UInt8>) -> [VEDirectBlock] {
    var blocks: [VEDirectBlock] = []
    for byte in bytes {
      if let block = take(byte) { blocks.append(block) }
    }
    return blocks
  }

  private mutating func take(_ byte: UInt8) -> VEDirectBlock? {
    if isHex {
      isHex = byte != UInt8(ascii: "\n")
      return nil
    }
    // The checksum may be any byte, a colon too.
    if state != .checksum, byte == UInt8(ascii: ":") {
      isHex = true
      return nil
    }
    sum &+= byte
    switch state {
    case .idle: if byte == UInt8(ascii: "\n") { state = .label }
    case .label: takeLabel(byte)
    case .value: takeValue(byte)
    case .checksum: return endBlock()
    }
    return nil
  }

  private mutating func takeLabel(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\t"): state = label == Array("Checksum".utf8) ? .checksum : .value
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): spoil()
    default: if label.count < Self.longestLabel { label.append(byte) } else { spoil() }
    }
  }

  private mutating func takeValue(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\n"): endField()
    case UInt8(ascii: "\r"): break
    default: if value.count < Self.longestValue { value.append(byte) } else { spoil() }
    }
  }

  private mutating func endField() {
    let name = String(decoding: label, as: UTF8.self)
    if fields.count >= Self.mostFields || fields[name] != nil {
      spoil()
    } else {
      fields[name] = String(decoding: value, as: UTF8.self)
    }
    (label, value) = ([], [])
    state = .label
  }

  private mutating func spoil() {
    isSpoilt = true
    (label, value) = ([], [])
    state = .label
  }

  private mutating func endBlock() -> VEDirectBlock? {
    defer {
      self = VEDirectParser()
      isSpoilt = false
    }
    guard sum == 0, !isSpoilt, !fields.isEmpty else { return nil }
    return VEDirectBlock(fields: fields)
  }
}
