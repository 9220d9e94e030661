/// Which ways through a target were seen. An input that goes a new way is worth mutating further.
struct Paths {
  private static let size = 1 << 18
  private var seen = [UInt64](repeating: 0, count: size / 64)
  private(set) var count = 0
  /// The present input has gone a way that none went before.
  var isNew = false

  /// Notes that `first` was followed by `second` and so on; numbers of any size. No list: this is asked at every step.
  @inline(__always)
  mutating func mark(_ first: Int, _ second: Int = -1, _ third: Int = -1, _ fourth: Int = -1, _ fifth: Int = -1) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    hash = Self.mixed(hash, first)
    hash = Self.mixed(hash, second)
    hash = Self.mixed(hash, third)
    hash = Self.mixed(hash, fourth)
    hash = Self.mixed(hash, fifth)
    hash ^= hash >> 29
    let place = Int(truncatingIfNeeded: hash) & (Self.size - 1)
    let bit = UInt64(1) << UInt64(place & 63)
    guard seen[place >> 6] & bit == 0 else { return }
    seen[place >> 6] |= bit
    count += 1
    isNew = true
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64, _ number: Int) -> UInt64 {
    (hash ^ UInt64(truncatingIfNeeded: number)) &* 0x0000_0100_0000_01b3
  }
}
