/// What this program calls itself, in `--version` and to the pool.
enum Version {
  /// Semantic version.
  static let number = "0.1.0"
  /// As `--version` prints it.
  static let text = "akkurat \(number)"
  /// As the pool lists it.
  static let pool = "Akkurat \(number)"
}
