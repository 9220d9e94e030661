import Crypto
import Testing

@testable import Mining

@Suite("DUCO-S1")
struct DucoS1Tests {
  static let previous = "b1d5daa0118596c898ab96a63e58e1da0ad5084a"

  /// The digest by an independent implementation.
  static func oracle(_ text: String) -> [UInt8] { Array(Insecure.SHA1.hash(data: Array(text.utf8))) }

  static func job(_ nonce: Int, previous: String = previous) -> DucoS1 {
    DucoS1(previousHash: previous, digest: oracle("\(previous)\(nonce)"))!
  }

  @Test(
    "the published examples of SHA-1 come out (FIPS 180-2, appendix A; RFC 3174, section 7.3)",
    arguments: [
      ("abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
      ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
      ("a", 1_000_000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
      (
        "0123456701234567012345670123456701234567012345670123456701234567", 10,
        "dea356a2cddd90c7a7ecedc5ebb563934f460452"
      ),
      ("", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ])
  func published(text: String, times: Int, digest: String) {
    let bytes = Array(repeatElement(Array(text.utf8), count: times).joined())
    #expect(HexText.text(DucoS1.sha1(bytes)) == digest)
  }

  @Test("every length up to three blocks agrees with swift-crypto")
  func lengths() {
    for length in 0...200 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) }
      #expect(DucoS1.sha1(bytes) == Array(Insecure.SHA1.hash(data: bytes)))
    }
  }

  static let borders =
    (0...14).flatMap { digits -> [Int] in
      let power = (0..<digits).reduce(1) { power, _ in power * 10 }
      return [power - 1, power, power + 1]
    } + [DucoS1.largestNonce]

  @Test("a nonce at a digit border is verified, its neighbours are not", arguments: borders)
  func border(nonce: Int) {
    let job = Self.job(nonce)
    #expect(job.verify(nonce))
    #expect(!job.verify(nonce + 1))
    #expect(!job.verify(nonce - 1))
  }

  @Test("a search over a digit border finds the nonce", arguments: borders, HashKernel.all)
  func searchBorder(nonce: Int, kernel: HashKernel) {
    guard kernel.isSupported else { return }
    let range = max(0, nonce - 13)...min(nonce + 21, DucoS1.largestNonce)
    #expect(Self.job(nonce).search(range, with: kernel) == nonce)
  }

  @Test("a search takes both ends of its range and nothing beyond", arguments: HashKernel.all)
  func ends(kernel: HashKernel) {
    guard kernel.isSupported else { return }
    let job = Self.job(377)
    #expect(job.search(377...377, with: kernel) == 377)
    #expect(job.search(0...377, with: kernel) == 377)
    #expect(job.search(377...1000, with: kernel) == 377)
    #expect(job.search(0...376, with: kernel) == nil)
    #expect(job.search(378...1000, with: kernel) == nil)
  }

  @Test("random jobs of the small tiers agree with swift-crypto", arguments: HashKernel.all)
  func random(kernel: HashKernel) {
    guard kernel.isSupported else { return }
    var random = SplitMix(seed: 20_240_511)
    for _ in 0..<300 {
      let previous = HexText.text((0..<20).map { _ in UInt8.random(in: 0...255, using: &random) })
      let nonce = Int.random(in: 1...9900, using: &random)
      let job = Self.job(nonce, previous: previous)
      #expect(job.search(0...9900, with: kernel) == nonce)
      #expect(!job.verify(nonce == 1 ? 2 : nonce - 1))
    }
  }

  @Test("the previous hash is hashed as text, upper case as it stands")
  func text() {
    let previous = "B1D5DAA0118596C898AB96A63E58E1DA0AD5084A"
    #expect(Self.job(50, previous: previous).verify(50))
    #expect(!DucoS1(previousHash: Self.previous, digest: Self.oracle("\(previous)50"))!.verify(50))
  }

  @Test("a job with a hash of another length or kind is refused")
  func malformed() {
    let digest = HexText.text(Self.oracle("x"))
    #expect(DucoS1(previousHash: String(Self.previous.dropLast()), expectedHash: digest) == nil)
    #expect(DucoS1(previousHash: Self.previous, expectedHash: String(digest.dropLast(2))) == nil)
    #expect(DucoS1(previousHash: Self.previous, expectedHash: "g" + digest.dropFirst()) == nil)
    #expect(DucoS1(previousHash: Self.previous.dropLast() + "é", expectedHash: digest) == nil)
  }

  @Test("a nonce outside the range of numbers is no answer")
  func outside() {
    #expect(!Self.job(5).verify(-1))
    #expect(!Self.job(5).verify(Int.max))
    #expect(Self.job(5).search(-10 ... -1) == nil)
  }
}
