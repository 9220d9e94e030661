internal import Foundation

/// An answer that says no: what is wrong and what to do.
///
///     {"error":{"code":"unknown_op","message":"…"},"v":1}
public struct ControlRefusal: Codable, Sendable, Error, CustomStringConvertible {
  /// What is wrong.
  public struct Fault: Codable, Sendable, Hashable {
    /// Stable, for programs.
    public let code: String
    /// A sentence for people.
    public let message: String
  }

  /// The protocol's version.
  public var v = 1
  /// What is wrong.
  public let error: Fault

  /// A refusal with its code and sentence.
  public init(code: String, message: String) {
    error = Fault(code: code, message: message)
  }

  /// Reads a refusal; nil when the line is any other answer.
  public init?(json line: String) {
    guard let refusal = try? JSONDecoder().decode(ControlRefusal.self, from: Data(line.utf8)) else { return nil }
    self = refusal
  }

  /// The sentence.
  public var description: String { error.message }

  /// As sent.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
