import Foundation

/// Messages for people go here, so that standard output holds only what was asked for.
enum StandardError {
  /// Writes one line.
  static func print(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
