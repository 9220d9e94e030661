/// Noise that depends on a seed and on what is measured when, never on how often somebody looks.
///
/// Source of the mixing steps: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
struct Noise: Sendable, Hashable {
  let seed: UInt64

  init(seed: UInt64) { self.seed = seed }

  /// An independent source for one device.
  func stream(_ number: Int) -> Noise { Noise(seed: bits(number &* 2 &+ 1)) }

  /// 64 bits that belong to an index.
  func bits(_ index: Int) -> UInt64 {
    var mixed = seed &+ UInt64(bitPattern: Int64(index)) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in 0..<1 that belongs to an index.
  func uniform(_ index: Int) -> Double { Double(bits(index) >> 11) * 0x1p-53 }

  /// A number of mean 0 and variance 1 that belongs to an index: the sum of four 16-bit uniforms, within ±3.5.
  func gaussian(_ index: Int) -> Double {
    let all = bits(index)
    let sum = (all & 0xFFFF) + (all >> 16 & 0xFFFF) + (all >> 32 & 0xFFFF) + (all >> 48)
    return (Double(sum) / 65535 - 2) * 1.7320508
  }
}
