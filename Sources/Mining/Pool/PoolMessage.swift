/// What a pool can say, told apart by shape and never by position: segments merge and split as TCP likes, and a lost
/// request must not shift every later answer by one.
public enum PoolMessage: Sendable, Hashable {
  /// The banner: `4.3`.
  case version(String)
  /// `<40 hex>,<40 hex>,<difficulty>`
  case job(PoolJob)
  /// `GOOD`
  case good
  /// `BLOCK`: accepted, and lucky.
  case block
  /// `BAD,<reason>`; also the historic `BAD <reason>` and a bare `BAD` (empty reason).
  case bad(String)
  /// Words for people: a node message, or a line of the message of the day.
  case text(String)
  /// Bytes that are no 7-bit text, or a line longer than ``PoolLineReader/longestLine``.
  case garbage(bytes: Int)
}

extension PoolMessage {
  /// Classifies one line that came without its line ending.
  public init(line: [UInt8]) {
    guard line.allSatisfy({ (0x20...0x7e).contains($0) || $0 == 0x09 }) else {
      self = .garbage(bytes: line.count)
      return
    }
    let text = String(decoding: line, as: UTF8.self)
    self = Self.word(text) ?? PoolJob(line: line).map(PoolMessage.job) ?? .text(text)
  }

  private static func word(_ text: String) -> PoolMessage? {
    switch text {
    case "GOOD": return .good
    case "BLOCK": return .block
    case "BAD": return .bad("")
    default: break
    }
    if text.hasPrefix("BAD,") || text.hasPrefix("BAD ") { return .bad(String(text.dropFirst(4))) }
    return isVersion(text) ? .version(text) : nil
  }

  /// Digits, a point, digits: `4.3`, `4.03`.
  private static func isVersion(_ text: String) -> Bool {
    guard text.utf8.count <= 8 else { return false }
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }
  }
}
