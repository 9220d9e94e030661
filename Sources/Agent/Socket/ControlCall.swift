internal import Foundation

/// One request as it reached the agent.
public struct ControlCall: Sendable {
  /// What is asked.
  public let request: ControlRequest
  /// The whole line.
  public let line: String
  /// Who asks, as the kernel says.
  public let peer: ControlPeer

  /// A call by its parts; the way for tests and for faces inside of the process.
  public init?(line: String, peer: ControlPeer) {
    guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(line.utf8)) else { return nil }
    self.request = request
    self.line = line
    self.peer = peer
  }

  /// The request with what its operation needs.
  ///
  /// - Throws: a refusal that names the key that is missing or wrong.
  public func body<Body: Decodable>(_ type: Body.Type) throws(ControlRefusal) -> Body {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoded(type, decoder)
  }

  /// The same for a type that spells its keys as they stand on the wire.
  public func exactBody<Body: Decodable>(_ type: Body.Type) throws(ControlRefusal) -> Body {
    try decoded(type, JSONDecoder())
  }

  private func decoded<Body: Decodable>(_ type: Body.Type, _ decoder: JSONDecoder) throws(ControlRefusal) -> Body {
    do {
      return try decoder.decode(type, from: Data(line.utf8))
    } catch {
      throw ControlRefusal(code: "not_understood", message: "\"\(request.op)\": \(Self.words(of: error)).")
    }
  }

  private static func words(of error: any Error) -> String {
    func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
    switch error {
    case DecodingError.keyNotFound(let key, _): return "\"\(key.stringValue)\" is missing"
    case DecodingError.valueNotFound(_, let context): return "\"\(path(context.codingPath))\" is missing"
    case DecodingError.typeMismatch(_, let context): return "\"\(path(context.codingPath))\" is of another kind"
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      return "\"\(path(context.codingPath))\" holds something unknown"
    default: return "the line is not such a request"
    }
  }
}
