internal import Crypto
internal import Foundation

/// A secret that is never printed and is compared in the same time whatever it is compared with.
public struct WebToken: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let digest: [UInt8]

  /// Only a digest is kept.
  public init(_ secret: String) {
    digest = Array(SHA256.hash(data: Data(secret.utf8)))
  }

  /// Whether somebody knows it. Digests have one length, and every byte of them is looked at.
  public func matches(_ attempt: String) -> Bool {
    zip(digest, SHA256.hash(data: Data(attempt.utf8))).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  public var description: String { "<redacted>" }
  public var debugDescription: String { "<redacted>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
