internal import Units

/// The page for a browser and the programs' HTTP interface. Without this section there is none.
public struct WebSection: Sendable, Hashable, CustomStringConvertible {
  /// The shortest token.
  public static let shortestToken = 12

  /// Where it listens: an address of this machine.
  public var address = "127.0.0.1"
  /// The port; 0 for any that is free.
  public var port = 8080
  /// Who knows it may change something; nil: nobody may by this way.
  public var token: WebToken?
  /// Reading needs the token, too.
  public var isPrivate = false
  /// Further names by which browsers call this machine.
  public var names: [String] = []

  /// The defaults.
  public init() {}

  init(reading reader: ConfigurationReader) {
    if let address = reader.text("address") { self.address = Self.checked(address, reader) }
    if let port = reader.integer("port", in: 1...65535) { self.port = port }
    if let token = reader.text("token") {
      self.token = WebToken(token)
      if token.utf8.count < Self.shortestToken {
        reader.report(
          "is shorter than \(Self.shortestToken) characters; make one with: openssl rand -hex 12", at: "token")
      }
    }
    if let flag = reader.flag("private") { isPrivate = flag }
    if isPrivate, token == nil { reader.report("needs a token to ask for; add token: \"…\"", at: "private") }
    names = reader.texts("names").map { $0.lowercased() }
    reader.finish()
  }

  private static func checked(_ address: String, _ reader: ConfigurationReader) -> String {
    if !HostName.isAddress(address) {
      reader.report(
        "\"\(address)\" is no address; write 127.0.0.1, 0.0.0.0 or one of this machine's own", at: "address")
    }
    return address
  }

  /// Without the token.
  public var description: String {
    "\(address):\(port), token \(token.map { "\($0)" } ?? "none"), \(isPrivate ? "private" : "open for reading")"
  }
}
