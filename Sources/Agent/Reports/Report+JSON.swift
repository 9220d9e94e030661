internal import Foundation

extension Report {
  /// The document that `--format json` prints; doc/report.md names every key.
  public func json(pretty: Bool = true) -> String {
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
    guard let report = try? decoder.decode(Report.self, from: Data(text.utf8)) else { return nil }
    self = report
  }
}
