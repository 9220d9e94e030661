internal import CHash

/// The algorithm DUCO-S1: find the number `n` for which SHA-1 of a 40-character text followed by `n` in decimal is a
/// given digest.
///
/// ``verify(_:)`` checks each nonce a board returns, with one hash. ``search(_:)`` is for the host's own processor:
/// benchmarks, self-tests and jobs the host took for itself. A board's job is never searched here.
///
/// Source: pool protocol page, job line; FIPS 180-4.
public struct DucoS1: Sendable {
  /// The largest number that can be tried: 15 digits, what one SHA-1 block holds behind the text.
  public static let largestNonce = Int(999_999_999_999_999)

  private let job: chash_job

  /// Makes a job ready; nil unless `previousHash` has 40 ASCII characters and `expectedHash` 40 hexadecimal digits.
  public init?(previousHash: String, expectedHash: String) {
    guard let digest = HexText.bytes(expectedHash) else { return nil }
    self.init(previousHash: previousHash, digest: digest)
  }

  /// Makes a job ready; nil unless `previousHash` has 40 ASCII characters and `digest` 20 bytes.
  public init?(previousHash: String, digest: [UInt8]) {
    let text = Array(previousHash.utf8)
    guard text.count == Int(CHASH_PREVIOUS_SIZE), text.allSatisfy({ $0 < 0x80 }),
      digest.count == Int(CHASH_DIGEST_SIZE)
    else { return nil }
    var job = chash_job()
    chash_prepare(&job, text, digest)
    self.job = job
  }

  /// Whether `nonce` is an answer: one hash, about 0.2 µs.
  public func verify(_ nonce: Int) -> Bool {
    guard (0...Self.largestNonce).contains(nonce) else { return false }
    return withUnsafePointer(to: job) { chash_verify($0, UInt64(nonce)) }
  }

  /// The smallest answer in a range; nil when there is none. Blocks for the whole search.
  public func search(_ range: ClosedRange<Int>, with kernel: HashKernel = .best) -> Int? {
    guard range.lowerBound <= Self.largestNonce, range.upperBound >= 0 else { return nil }
    let range = range.clamped(to: 0...Self.largestNonce)
    let found = withUnsafePointer(to: job) { kernel.search($0, UInt64(range.lowerBound), UInt64(range.upperBound)) }
    return found == UInt64.max ? nil : Int(found)
  }

  /// The 20 bytes of SHA-1 over `previousHash` and `nonce` in decimal.
  public static func digest(previousHash: String, nonce: Int) -> [UInt8] {
    let text = Array("\(previousHash)\(nonce)".utf8)
    return sha1(text)
  }

  /// SHA-1 of any bytes.
  static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(CHASH_DIGEST_SIZE))
    chash_sha1(bytes, bytes.count, &digest)
    return digest
  }
}
