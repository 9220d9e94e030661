internal import Crypto

/// What a board finds when it searches a job.
struct JobSearch: Sendable, Hashable {
  /// The nonce; nil when none of the range fits.
  var nonce: Int?
  /// Hashes it took.
  var hashes: Int

  /// Searches nonces 0 … 100 · difficulty for SHA-1(previous + nonce) = expected, as the boards' firmware does.
  ///
  /// - Parameters:
  ///   - previous: the text before the nonce, as it was sent.
  ///   - digest: 20 bytes; nil is never found.
  init(previous: [UInt8], digest: [UInt8]?, difficulty: Int) {
    var prefix = Insecure.SHA1()
    prefix.update(data: previous)
    for nonce in 0...(difficulty * 100) {
      guard let digest else { break }
      var hasher = prefix
      hasher.update(data: Array(String(nonce).utf8))
      if hasher.finalize().elementsEqual(digest) {
        self.init(nonce: nonce, hashes: nonce + 1)
        return
      }
    }
    self.init(nonce: nil, hashes: difficulty * 100 + 1)
  }

  private init(nonce: Int?, hashes: Int) {
    self.nonce = nonce
    self.hashes = hashes
  }

  /// A digest from lower-case hexadecimal; nil for anything else.
  static func digest(hexadecimal text: [UInt8]) -> [UInt8]? {
    guard text.count == 40 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 40, by: 2) {
      guard let high = nibble(text[index]), let low = nibble(text[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func nibble(_ character: UInt8) -> UInt8? {
    switch character {
    case 0x30...0x39: character - 0x30
    case 0x61...0x66: character - 0x61 + 10
    default: nil
    }
  }
}
