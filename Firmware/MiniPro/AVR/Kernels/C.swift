import Chip

/// C-only: the row "C" of the table in doc/firmware.md.
struct PlainCKernel: HashKernel {
  init() {}

  mutating func prepare(_ job: inout Job) {
    withUnsafeMutableBytes(of: &job.previous) { previous in
      withUnsafeMutableBytes(of: &job.expected) { expected in
        portable_prepare(
          previous.baseAddress!.assumingMemoryBound(to: UInt8.self),
          expected.baseAddress!.assumingMemoryBound(to: UInt8.self))
      }
    }
  }

  mutating func search(_ nonce: inout DecimalNonce, through last: UInt8) -> UInt8 {
    let place = nonce.length &- 1
    var digit: UInt8 = 0
    while digit <= last {
      nonce.digits[place] = 0x30 &+ digit
      let length = nonce.length
      let fits = withUnsafeMutableBytes(of: &nonce.digits) {
        portable_try($0.baseAddress!.assumingMemoryBound(to: UInt8.self), length)
      }
      if fits { break }
      digit &+= 1
    }
    nonce.digits[place] = 0x30
    return digit <= last ? digit : 255
  }
}

typealias BoardKernel = PlainCKernel
