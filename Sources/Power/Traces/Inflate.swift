/// The decompressor of DEFLATE (RFC 1951).
struct Inflate {
  private let bytes: [UInt8]
  /// The next whole byte not yet used.
  private(set) var position: Int
  private var bits: UInt32 = 0
  private var held = 0

  init(_ bytes: [UInt8], from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// Unpacks blocks until the last; leaves ``position`` at the first byte behind.
  mutating func run(into output: inout [UInt8]) throws(GunzipError) {
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try stored(&output)
      case 1: try compressed(&output, HuffmanTable(Self.fixedLengths), HuffmanTable([UInt8](repeating: 5, count: 30)))
      case 2:
        let (literals, distances) = try tables()
        try compressed(&output, literals, distances)
      default: throw .damaged(offset: position)
      }
    }
    position -= held / 8
  }

  private mutating func take(_ count: Int) throws(GunzipError) -> Int {
    while held < count {
      guard position < bytes.count else { throw .cutShort }
      bits |= UInt32(bytes[position]) << UInt32(held)
      position += 1
      held += 8
    }
    let value = bits & (1 << UInt32(count) - 1)
    bits >>= UInt32(count)
    held -= count
    return Int(value)
  }

  /// Section 3.2.4: bytes as they are, after their count and its complement.
  private mutating func stored(_ output: inout [UInt8]) throws(GunzipError) {
    position -= held / 8
    (bits, held) = (0, 0)
    guard position + 4 <= bytes.count else { throw .cutShort }
    let count = Int(bytes[position]) | Int(bytes[position + 1]) << 8
    let complement = Int(bytes[position + 2]) | Int(bytes[position + 3]) << 8
    guard count ^ complement == 0xFFFF else { throw .damaged(offset: position) }
    position += 4
    guard position + count <= bytes.count else { throw .cutShort }
    output += bytes[position..<position + count]
    position += count
  }

  private mutating func symbol(_ table: HuffmanTable) throws(GunzipError) -> Int {
    var (code, first, index) = (0, 0, 0)
    for length in 1...15 {
      code |= try take(1)
      let count = table.counts[length]
      if code - count < first { return table.symbols[index + code - first] }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw .damaged(offset: position)
  }

  /// Section 3.2.3: literals, or a length and a distance back.
  private mutating func compressed(
    _ output: inout [UInt8], _ literals: HuffmanTable, _ distances: HuffmanTable
  ) throws(GunzipError) {
    while true {
      let code = try symbol(literals)
      if code < 256 {
        output.append(UInt8(code))
      } else if code == 256 {
        return
      } else {
        guard code < 286 else { throw .damaged(offset: position) }
        let length = Self.lengths[code - 257].base + (try take(Self.lengths[code - 257].extra))
        let far = try symbol(distances)
        guard far < 30 else { throw .damaged(offset: position) }
        let distance = Self.distances[far].base + (try take(Self.distances[far].extra))
        guard distance <= output.count else { throw .damaged(offset: position) }
        for _ in 0..<length { output.append(output[output.count - distance]) }
      }
    }
  }

  /// Section 3.2.7: the code lengths of a block, themselves coded.
  private mutating func tables() throws(GunzipError) -> (HuffmanTable, HuffmanTable) {
    let literals = try take(5) + 257
    let distances = try take(5) + 1
    let codes = try take(4) + 4
    var lengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<codes { lengths[Self.order[index]] = UInt8(try take(3)) }
    let table = HuffmanTable(lengths)
    var all: [UInt8] = []
    while all.count < literals + distances {
      let code = try symbol(table)
      switch code {
      case ..<16: all.append(UInt8(code))
      case 16:
        guard let last = all.last else { throw .damaged(offset: position) }
        all += [UInt8](repeating: last, count: 3 + (try take(2)))
      case 17: all += [UInt8](repeating: 0, count: 3 + (try take(3)))
      default: all += [UInt8](repeating: 0, count: 11 + (try take(7)))
      }
    }
    guard all.count == literals + distances else { throw .damaged(offset: position) }
    return (HuffmanTable(Array(all[..<literals])), HuffmanTable(Array(all[literals...])))
  }

  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let fixedLengths: [UInt8] =
    [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
    + [UInt8](repeating: 8, count: 8)
  private static let lengths = ranges(start: 3, extras: [0, 0, 0, 0, 0, 0, 0, 0], growing: 4, until: 28) + [(258, 0)]
  private static let distances = ranges(start: 1, extras: [0, 0, 0, 0], growing: 2, until: 30)

  /// The tables of section 3.2.5: after the first entries the count of extra bits grows by one every few codes.
  private static func ranges(start: Int, extras: [Int], growing: Int, until count: Int) -> [(base: Int, extra: Int)] {
    var (result, base): ([(base: Int, extra: Int)], Int) = ([], start)
    for index in 0..<count {
      let extra = index < extras.count ? 0 : (index - extras.count) / growing + 1
      result.append((base, extra))
      base += 1 << extra
    }
    return result
  }
}

/// A canonical Huffman code: how many codes of each length, and their symbols in order.
struct HuffmanTable {
  let counts: [Int]
  let symbols: [Int]

  init(_ lengths: [UInt8]) {
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    self.counts = counts
    symbols = (1...15).flatMap { length in lengths.indices.filter { lengths[$0] == length } }
  }
}
