/// What this program calls itself, in `--version` and to the pool.
enum Version {
  /// Semantic version.
  static let number = "0.1.0"
  /// As printed.
  static let text = "akkurat \(number)"
}
