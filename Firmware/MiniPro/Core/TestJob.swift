/// The job of `1t`: previous hash = SHA-1 of nothing, answer 77.
public enum TestJob {
  /// Makes `job` the test job.
  public static func fill(_ job: inout Job, difficulty: UInt8) {
    job.difficulty = UInt16(difficulty)
    var index: UInt8 = 0
    while index < 20 {
      let byte = previous(index)
      job.previous[index &* 2] = Hexadecimal.lowerCase(byte >> 4)
      job.previous[index &* 2 &+ 1] = Hexadecimal.lowerCase(byte & 15)
      job.expected[index] = expected(index)
      index &+= 1
    }
  }

  /// `da39a3ee5e6b4b0d3255bfef95601890afd80709`. A constant word picked apart: a table would lie in RAM.
  private static func previous(_ index: UInt8) -> UInt8 {
    switch index >> 2 {
    case 0: return byte(0xDA39_A3EE, index)
    case 1: return byte(0x5E6B_4B0D, index)
    case 2: return byte(0x3255_BFEF, index)
    case 3: return byte(0x9560_1890, index)
    default: return byte(0xAFD8_0709, index)
    }
  }

  /// SHA-1 of the above and "77".
  private static func expected(_ index: UInt8) -> UInt8 {
    switch index >> 2 {
    case 0: return byte(0x4868_2437, index)
    case 1: return byte(0xF5D1_9B9B, index)
    case 2: return byte(0x717C_9264, index)
    case 3: return byte(0x1E1E_07FC, index)
    default: return byte(0xBC11_AB7E, index)
    }
  }

  private static func byte(_ word: UInt32, _ index: UInt8) -> UInt8 {
    switch index & 3 {
    case 0: return UInt8(truncatingIfNeeded: word >> 24)
    case 1: return UInt8(truncatingIfNeeded: word >> 16)
    case 2: return UInt8(truncatingIfNeeded: word >> 8)
    default: return UInt8(truncatingIfNeeded: word)
    }
  }
}
