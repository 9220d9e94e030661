internal import Bus

/// What a conversation with a board is told.
enum SessionEvent: Sendable, Hashable {
  /// The board is powered and may be addressed. `fresh` means that it was just switched on, so it has no old job.
  case began(fresh: Bool)
  /// A job for a board that reported ready.
  case assigned(PoolJob)
  /// The transfer asked for has ended; the bytes are those of its reads.
  case answered([UInt8])
  /// The transfer asked for has failed.
  case failed(BusError)
  /// The time waited for has come.
  case due
}
