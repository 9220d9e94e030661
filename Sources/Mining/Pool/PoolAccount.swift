/// Who is paid: the user name and the mining key of the wallet.
public struct PoolAccount: Sendable, Hashable {
  /// The wallet's name; case matters.
  public let username: String
  /// The mining key in plain text; nil when the account has none. Never printed.
  public let miningKey: String?

  /// An account as configured; `none` and empty keys count as no key.
  ///
  /// - Throws: ``PoolError/unusableText(field:reason:)`` when a part cannot travel in a comma-separated 7-bit message.
  public init(username: String, miningKey: String?) throws(PoolError) {
    guard !username.isEmpty else {
      throw .unusableText(field: "user name", reason: "it is empty")
    }
    self.username = username
    self.miningKey = miningKey.flatMap { $0.isEmpty || $0 == "None" ? nil : $0 }
    try Self.check(username, field: "user name", longest: 64)
    if let key = self.miningKey { try Self.check(key, field: "mining key", longest: 128) }
  }

  private static func check(_ text: String, field: String, longest: Int) throws(PoolError) {
    guard text.utf8.count <= longest else {
      throw .unusableText(field: field, reason: "it is longer than \(longest) characters")
    }
    guard text.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != 0x2c }) else {
      throw .unusableText(field: field, reason: "only visible 7-bit characters without comma and space can be sent")
    }
  }
}

extension PoolAccount: CustomStringConvertible, CustomDebugStringConvertible {
  /// The name only; the key stays secret.
  public var description: String { "\(username) (mining key: \(miningKey == nil ? "none" : "<redacted>"))" }
  public var debugDescription: String { description }
}
