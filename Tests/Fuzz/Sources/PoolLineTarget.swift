@testable import Mining

/// What a pool, or anybody who answers on its port, writes into the connection.
struct PoolLineTarget: FuzzTarget {
  static let name = "pool-lines"
  static let words = [
    "GOOD\n", "BLOCK\n", "BAD,Incorrect result\n", "BAD", "4.3\n", "\r\n", ",6\n", ",", "MOTD",
    "b1d5daa0118596c898ab96a63e58e1da0ad5084a", "2b1c7b4f0f3d4f9c2bb0e5a4a4b33cb1be2a3d40",
  ].map { Array($0.utf8) }

  /// An input that begins with FFh stands for itself up to twelve times, so that lines can be longer than any that is kept.
  mutating func judge(_ script: [UInt8], _ paths: inout Paths) throws(Violation) {
    let input = script.first == 0xFF ? Self.repeated(script) : script
    var reader = PoolLineReader()
    let whole = reader.take(input)
    try hold(reader.bytesHeld <= PoolLineReader.longestLine, "memory is bounded", "\(reader.bytesHeld)")
    let lines = input.count { $0 == 0x0A }
    try hold(whole.count <= lines, "no more messages than lines", "\(whole.count) of \(lines)")
    try cut(input, whole)
    try understandsNext(reader)
    for message in whole { try check(message, &paths) }
    try messageOfTheDay(input, &paths)
  }

  /// Not much longer than a line may be: every byte more is time and no new way.
  private static func repeated(_ script: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(PoolLineReader.longestLine + script.count)
    for _ in 0..<12 where bytes.count <= PoolLineReader.longestLine { bytes += script.dropFirst() }
    return bytes
  }

  private func cut(_ input: [UInt8], _ whole: [PoolMessage]) throws(Violation) {
    var reader = PoolLineReader()
    var pieces: [PoolMessage] = []
    for start in stride(from: 0, to: input.count, by: 11) {
      pieces += reader.take(Array(input[start..<min(start + 11, input.count)]))
    }
    try hold(pieces == whole, "how TCP cut the bytes does not matter", "\(pieces) and \(whole)")
  }

  /// After the next newline everything is as before.
  private func understandsNext(_ reader: PoolLineReader) throws(Violation) {
    var reader = reader
    let messages = reader.take(Array("\nGOOD\n".utf8))
    try hold(messages.last == .good, "the next line is understood", "\(messages)")
  }

  private func check(_ message: PoolMessage, _ paths: inout Paths) throws(Violation) {
    switch message {
    case .job(let job):
      paths.mark(1, "\(job.difficulty)".count, job.previousHash == job.previousHash.lowercased() ? 0 : 1)
      try judge(job)
    case .version(let text):
      paths.mark(2, text.utf8.count)
      try hold(Double(text) != nil, "a version is a number", text)
      try again(message, text)
    case .good: paths.mark(3)
    case .block: paths.mark(4)
    case .bad(let reason):
      let refusal = PoolRefusal(reason: reason)
      paths.mark(5, reason.utf8.count / 4)
      if case .other(let kept) = refusal { try hold(kept.count <= 80, "a strange reason is kept short", kept) }
    case .text(let text):
      paths.mark(6, text.utf8.count / 8)
      try hold(text.utf8.count <= PoolLineReader.longestLine && !text.isEmpty, "words are bounded", text)
      try hold(text.utf8.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 9) }, "words can be printed", text)
      try again(message, text)
    case .garbage(let bytes):
      paths.mark(7, bytes / 8)
      try hold(bytes > 0, "garbage is something")
    }
  }

  private func judge(_ job: PoolJob) throws(Violation) {
    try hold((1...10_000_000).contains(job.difficulty), "a difficulty is believable", "\(job.difficulty)")
    let isHash = DucoS1(previousHash: job.previousHash, expectedHash: job.expectedHash) != nil
    try hold(isHash && job.expectedHash == job.expectedHash.lowercased(), "a job can be searched", "\(job)")
    try hold(!job.allows(0) && !job.allows(job.largestNonce + 1), "0 never is the answer", "\(job)")
    try again(.job(job), job.description)
  }

  private func again(_ message: PoolMessage, _ text: String) throws(Violation) {
    let read = PoolMessage(line: Array(text.utf8))
    try hold(read == message, "written down again it is read the same", "\(message) and \(read)")
  }

  private func messageOfTheDay(_ input: [UInt8], _ paths: inout Paths) throws(Violation) {
    var reader = PoolLineReader()
    for start in stride(from: 0, to: input.count, by: 50) {
      reader.collect(Array(input[start..<min(start + 50, input.count)]))
    }
    let text = reader.endText()
    paths.mark(8, text == nil ? 0 : 1)
    try hold(reader.bytesHeld == 0, "a message that has ended is forgotten")
    guard let text else { return }
    try hold(text.utf8.count <= PoolLineReader.longestLine, "words are bounded")
    try hold(text.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 10 }, "words can be printed", text)
  }
}
