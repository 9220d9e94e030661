internal import Foundation

/// What programs read: the same keys over the control socket and from `--json`, in snake case; absent values are left out.
public protocol JSONDocument: Codable, Sendable {}

extension JSONDocument {
  /// One line, or several for a reader.
  public func json(pretty: Bool = false) -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting =
      pretty ? [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// Reads what ``json(pretty:)`` wrote; nil when the text is anything else.
  public init?(json text: String) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let document = try? decoder.decode(Self.self, from: Data(text.utf8)) else { return nil }
    self = document
  }
}
