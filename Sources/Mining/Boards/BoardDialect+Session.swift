extension BoardDialect {
  /// A conversation in this dialect.
  func makeSession() -> any BoardSession {
    switch self {
    case .classic: ClassicSession(.classic)
    case .classic85: ClassicSession(.classic85)
    case .stream: StreamSession()
    }
  }
}
