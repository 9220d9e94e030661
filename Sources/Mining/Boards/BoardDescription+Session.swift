extension BoardDescription {
  /// A conversation in the board's dialect.
  func makeSession(_ policy: BoardPolicy = BoardPolicy()) -> any BoardSession {
    switch dialect {
    case .classic: ClassicSession(.classic)
    case .classic85: ClassicSession(.classic85)
    case .stream: StreamSession()
    case .akkurat:
      AkkuratSession(address: address, rateLimit: rateLimit, sleepsBetweenJobs: policy.sleepsBetweenJobs)
    }
  }
}
