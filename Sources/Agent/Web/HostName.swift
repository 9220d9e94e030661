internal import Glibc

/// By which name a browser calls this machine. Names that somebody else's DNS may point here are not answered, so that
/// a stranger's page cannot read ours (DNS rebinding); numeric addresses cannot be pointed anywhere.
struct HostName: Sendable, Hashable {
  /// In lower case, without brackets and port.
  let name: String
  /// As sent; empty where it is the usual one.
  let port: String

  /// Reads a `Host` header or the part of an origin behind `://`; nil when it is neither name nor address.
  init?(_ text: String) {
    let text = text.lowercased()
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      name = String(text[text.index(after: text.startIndex)..<end])
      port = Self.port(text[text.index(after: end)...]) ?? "?"
    } else {
      let colon = text.firstIndex(of: ":") ?? text.endIndex
      name = String(text[..<colon])
      port = Self.port(text[colon...]) ?? "?"
    }
    guard port != "?", !name.isEmpty, name.utf8.count <= 253, name.utf8.allSatisfy(Self.isAllowed) else { return nil }
  }

  private static func port(_ text: Substring) -> String? {
    guard !text.isEmpty else { return "" }
    let digits = text.dropFirst()
    guard text.first == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits.utf8.count <= 5 else {
      return nil
    }
    return String(digits)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x3A, 0x5F: true
    default: false
    }
  }

  /// Whether a text is a numeric address, IPv4 or IPv6.
  static func isAddress(_ text: String) -> Bool {
    var four = in_addr()
    var six = in6_addr()
    return inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
  }

  /// The machine's own name and what multicast DNS makes of it, with `localhost` and the owner's names.
  static func own(with names: [String]) -> Set<String> {
    var buffer = [CChar](repeating: 0, count: 256)
    var own: Set<String> = ["localhost"]
    if gethostname(&buffer, buffer.count - 1) == 0 {
      let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).lowercased()
      own.formUnion([name, "\(name).local"])
    }
    return own.union(names)
  }
}
