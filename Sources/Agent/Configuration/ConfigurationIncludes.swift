internal import Foundation

/// Files that a configuration names, found beside it.
public struct ConfigurationIncludes: Sendable {
  /// What was found under a name.
  public enum Found: Sendable, Hashable {
    /// No such file.
    case absent
    /// It is there and cannot be used.
    case unreadable(String)
    /// Its text.
    case text(String)
  }

  private let folder: String

  /// Names are relative to the folder of this configuration file.
  public init(besides file: String) {
    folder = (file as NSString).deletingLastPathComponent
  }

  /// A name as a path.
  public func path(of name: String) -> String {
    name.hasPrefix("/") || folder.isEmpty ? name : (folder as NSString).appendingPathComponent(name)
  }

  /// Reads a named file.
  public func callAsFunction(_ name: String) -> Found { Self.read(path(of: name)) }

  static func read(_ path: String) -> Found {
    guard FileManager.default.fileExists(atPath: path) else { return .absent }
    guard let data = FileManager.default.contents(atPath: path) else { return .unreadable("it cannot be read") }
    return String(bytes: data, encoding: .utf8).map { .text($0) } ?? .unreadable("it is not UTF-8 text")
  }
}
