internal import Foundation

/// The body of `POST /api/v1/override`: the words of the control socket's `override` without what the route says already.
enum WebOrder {
  private static let keys: Set<String> = [
    "order", "count", "board", "on", "for_s", "until", "until_cleared", "dry_run", "sent",
  ]

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
  }

  /// The names in a JSON object.
  private struct Names: Decodable {
    var names: [String]

    init(from decoder: any Decoder) throws {
      names = try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue)
    }
  }

  /// The call that a body stands for. A key that is not known is an error: a misspelt `dry_run` must not act.
  static func call(_ body: String) throws(WebProblem) -> OverrideCall {
    let text = body.trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.hasPrefix("{"), let found = try? JSONDecoder().decode(Names.self, from: Data(text.utf8)) else {
      throw WebProblem(400, "not_understood", "The body is no JSON object such as {\"order\":\"boards\",\"count\":3}.")
    }
    if let strange = found.names.first(where: { !keys.contains($0) }) {
      throw WebProblem(
        400, "not_understood",
        "\"\(strange.prefix(40))\" is not known; known are \(keys.sorted().joined(separator: ", ")).")
    }
    guard !found.names.isEmpty else { throw WebProblem(400, "not_understood", "\"order\" is missing.") }
    let line = "{\"v\":1,\"op\":\"override\",\"do\":\"set\",\"from\":\"web\"," + text.dropFirst()
    guard let call = ControlCall(line: line, peer: .own) else {
      throw WebProblem(400, "not_understood", "The body is no JSON object such as {\"order\":\"boards\",\"count\":3}.")
    }
    do throws(ControlRefusal) {
      return try call.exactBody(OverrideCall.self)
    } catch {
      throw WebProblem(error)
    }
  }
}
