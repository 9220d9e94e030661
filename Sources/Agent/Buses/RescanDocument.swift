internal import Foundation

/// What a rescan found, as the control socket answers it.
public struct RescanDocument: Codable, Sendable, Equatable {
  /// One bus.
  public struct BusPart: Codable, Sendable, Equatable {
    /// Its name in the configuration.
    public var name: String
    /// Addresses where somebody answers and nobody is configured.
    public var strangers: [Int]
  }

  /// By name.
  public var buses: [BusPart]

  /// One line of JSON.
  public func json() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// Reads what ``json()`` wrote; nil when the text is anything else.
  public init?(json text: String) {
    guard let document = try? JSONDecoder().decode(RescanDocument.self, from: Data(text.utf8)) else { return nil }
    self = document
  }

  init(buses: [BusPart]) { self.buses = buses }
}
