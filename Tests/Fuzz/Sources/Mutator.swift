/// Makes inputs from others: a corpus from the repository, and what of its offspring went new ways. Seeded, so a run can
/// be repeated to the byte.
struct Mutator {
  /// Most inputs kept besides the first.
  static let most = 4000

  private(set) var pool: [[UInt8]]
  private let words: [[UInt8]]
  private let longest: Int
  private var random: SplitMix

  init(corpus: [[UInt8]], words: [[UInt8]], longest: Int, seed: UInt64) {
    self.longest = longest
    pool = corpus.isEmpty ? [[]] : corpus
    self.words = words
    random = SplitMix(seed: seed)
  }

  mutating func keep(_ input: [UInt8]) {
    if pool.count < Self.most { pool.append(input) } else { pool[below(pool.count)] = input }
  }

  /// The next input: one of the pool, changed one to eight times.
  mutating func next() -> [UInt8] {
    var bytes = pool[below(pool.count)]
    for _ in 0...below(below(4) == 0 ? 8 : 3) { change(&bytes) }
    if bytes.count > longest { bytes.removeLast(bytes.count - longest) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = below(bytes.count + 1)
    let length = min(1 + below(below(3) == 0 ? 40 : 4), bytes.count - place)
    switch below(10) {
    case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(below(8))
    case 1 where place < bytes.count: bytes[place] = UInt8(below(256))
    case 2 where place < bytes.count: bytes[place] = [0, 1, 9, 10, 13, 32, 44, 48, 57, 58, 127, 128, 255][below(13)]
    case 3: bytes.insert(UInt8(below(256)), at: place)
    case 4: bytes.removeSubrange(place..<place + length)
    case 5: bytes.insert(contentsOf: Array(bytes[place..<place + length]), at: below(bytes.count + 1))
    case 6 where !words.isEmpty: bytes.insert(contentsOf: words[below(words.count)], at: place)
    case 7 where !words.isEmpty:
      let word = words[below(words.count)]
      bytes.replaceSubrange(place..<min(place + word.count, bytes.count), with: word)
    case 8: splice(&bytes, place)
    default: bytes.insert(contentsOf: (0...below(6)).map { _ in UInt8(below(256)) }, at: place)
    }
  }

  /// Goes on with the end of another input.
  private mutating func splice(_ bytes: inout [UInt8], _ place: Int) {
    let other = pool[below(pool.count)]
    let from = below(other.count + 1)
    bytes.replaceSubrange(place..<bytes.count, with: other[from...])
  }

  private mutating func below(_ limit: Int) -> Int {
    Int(truncatingIfNeeded: random.next().multipliedFullWidth(by: UInt64(limit)).high)
  }
}
