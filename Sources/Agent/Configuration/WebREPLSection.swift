/// The WebREPL port; without this section there is none.
public struct WebREPLSection: Sendable, Hashable {
  /// The shortest password.
  public static let shortestPassword = 9

  /// Where it listens: an address, or the name of an interface.
  public var address = "127.0.0.1"
  /// TCP.
  public var port = 8266
  /// What opens it.
  public var password: String

  init?(reading reader: ConfigurationReader) {
    let address = reader.text("address")
    let port = reader.integer("port", in: 1...65535)
    let password = reader.requiredText("password", example: "\"at least nine characters\"")
    if let password, password.utf8.count < Self.shortestPassword || password.utf8.count > WebREPLSession.longestPassword
    {
      reader.report(
        "must have \(Self.shortestPassword) to \(WebREPLSession.longestPassword) characters; make one with: openssl rand -hex 8",
        at: "password")
    }
    if password == ConfigurationSecrets.placeholder {
      reader.report("is the placeholder that a configuration is shown with; write the password", at: "password")
    }
    reader.finish()
    guard let password else { return nil }
    self.password = password
    if let address { self.address = address }
    if let port { self.port = port }
  }
}
