/// A line on its way to a `stream` board, and what it is for.
struct StreamLine: Sendable, Hashable {
  enum Query: String, Sendable, Hashable {
    case checksum = "crc8"
    case temperature = "temp"
  }

  enum Purpose: Sendable, Hashable {
    case query(Query, then: PoolJob?)
    case job(PoolJob)
    /// Ends whatever half line the board holds; its answer is thrown away. Then the purpose is tried again.
    indirect case flush(Purpose)
  }

  let purpose: Purpose
  private let bytes: [UInt8]
  private(set) var next = 0

  private init(_ purpose: Purpose, _ bytes: [UInt8]) {
    self.purpose = purpose
    self.bytes = bytes
  }

  static func query(_ query: Query, then job: PoolJob? = nil) -> StreamLine {
    StreamLine(.query(query, then: job), StreamText.query(query.rawValue))
  }

  static func job(_ job: PoolJob, hasChecksum: Bool) -> StreamLine {
    StreamLine(.job(job), StreamText.job(job, hasChecksum: hasChecksum))
  }

  /// The line that ends this one.
  var flushing: StreamLine {
    if case .flush = purpose { return self }
    return StreamLine(.flush(purpose), [StreamText.end])
  }

  /// What comes after this flush.
  func afterFlush(hasChecksum: Bool) -> StreamLine? {
    guard case .flush(let purpose) = purpose else { return nil }
    switch purpose {
    case .query(let query, let job): return .query(query, then: job)
    case .job(let job): return .job(job, hasChecksum: hasChecksum)
    case .flush: return nil
    }
  }

  var byte: UInt8 { bytes[next] }

  /// After the present byte was sent; nil when it was the last.
  func advanced() -> StreamLine? {
    guard next + 1 < bytes.count else { return nil }
    var line = self
    line.next += 1
    return line
  }
}
