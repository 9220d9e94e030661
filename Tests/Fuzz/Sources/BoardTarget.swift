import Bus
import Units

@testable import Mining

/// A board's supervision and its conversation, in all dialects, with a board that answers what it likes: right, wrong,
/// late, not at all, while supply, jobs and the owner's wishes come and go.
///
///     first byte    dialect
///     then          0x00–0x9F  the next step: honest, disturbed, made up of the bytes that follow, or an error
///                   0xA0–0xDF  that many honest steps
///                   0xE0–0xFF  supply, jobs, release, time
struct BoardTarget: FuzzTarget {
  static let name = "boards"
  static let words: [[UInt8]] = [
    [0xDF], [0xE0], [0xE1], [0xE2], [0xE3], [0xE2, 0xBF], [0xE1, 0xE0], [0x40, 0x49, 0x3F, 0x20],
    [0x40, 0x43, 0x3F, 0x20],
    [0x50], [0x60], [0x10, 0x00, 0x02], [0x10, 0x01, 0xFF, 0xFF, 0xFF, 0xFF], [0x10, 0x05, 1, 0, 0, 0], [0xE8, 0x05],
    [0xE4], [0x40] + Array("  377".utf8), [0x30, 0x01],
  ]
  static let longest = 120
  /// Steps of most inputs, two or three jobs, and of each eighth, for what shows after many.
  private static let most = (usual: 90, long: 400)

  private var bench = BoardBench(.classic)

  mutating func judge(_ input: [UInt8], _ paths: inout Paths) throws(Violation) {
    var script = Script(input)
    let dialect = BoardDialect.allCases[Int(script.next()) % BoardDialect.allCases.count]
    bench = BoardBench(dialect)
    try bench.tell(.power(true), &paths)
    let most = input.count % 8 == 5 ? Self.most.long : Self.most.usual
    while !script.isOver, bench.steps < most { try act(&script, &paths) }
    if input.count % 4 == 0, bench.watch.job != nil { try bench.endJob(way: input.count / 4, &paths) }
    if input.count % 32 == 0 { try bench.recover(&paths) }
  }

  private mutating func act(_ script: inout Script, _ paths: inout Paths) throws(Violation) {
    let byte = script.next()
    switch byte {
    case 0x00...0x9F: try bench.step(Self.manner(byte, &script), &paths)
    case 0xA0...0xDF: for _ in 0...byte & 0x3F { try bench.step(.honest, &paths) }
    case 0xE0: try bench.tell(.power(false), &paths)
    case 0xE1: try bench.tell(.power(true), &paths)
    case 0xE2, 0xE6, 0xE7: try bench.assign(Int(script.next()), &paths)
    case 0xE3: try bench.tell(.withdraw, &paths)
    case 0xE4: try bench.tell(.release, &paths)
    case 0xE5: try bench.tell(.retry, &paths)
    case 0xE8...0xEF: bench.sleep(.milliseconds(Int(script.next()) << (2 * Int(byte & 7))))
    default: for _ in 0...Int(byte & 0x0F) << 2 { try bench.step(.honest, &paths) }
    }
  }

  private static func manner(_ byte: UInt8, _ script: inout Script) -> BoardBench.Manner {
    switch byte >> 4 {
    case 0, 2: .honest
    case 1: .resealed(script.next(), with: script.next(4))
    case 3: .disturbed(script.next(), by: script.next())
    case 4: .madeUp(script.next(5))
    case 5: .failing(.noAcknowledge(42))
    case 6: .failing(.timedOut(42))
    case 7: .failing([.arbitrationLost(42), .lineHeld("SDA"), .closed("i2c-1"), .unsupported("x")][Int(byte & 3)])
    case 8: .repeated(script.next())
    default: .honestButLost
    }
  }
}
