import Chip

/// The kernel of the board: the hash in assembly (kernel.py), set-up and bookkeeping here.
///
/// Nonces of one to four digits go ten at a time. Longer ones reach into W11, for which there are no patches: each has its
/// schedule expanded anew, at less than half the rate.
struct AssemblyKernel: HashKernel {
  /// The nonce whose schedule lies in memory, its last digit apart; length 0: none does.
  private var digits = Bytes8()
  private var length: UInt8 = 0
  /// The last digit is 6, the end of the way up, and the next ten go down to 8.
  private var isUp = false

  init() {}

  mutating func search(_ nonce: inout DecimalNonce, through last: UInt8) -> UInt8 {
    if nonce.length > 4 || last != 9 { return searchSingly(&nonce, through: last) }
    if nonce.length != length { enter(&nonce) } else { follow(&nonce) }
    isUp = !isUp
    return isUp ? kernel_ten_up() : kernel_ten_down()
  }

  private mutating func searchSingly(_ nonce: inout DecimalNonce, through last: UInt8) -> UInt8 {
    length = 0
    let place = nonce.length &- 1
    var digit: UInt8 = 0
    while digit <= last {
      nonce.digits[place] = 0x30 &+ digit
      load(&nonce)
      if kernel_one() == 0 { break }
      digit &+= 1
    }
    nonce.digits[place] = 0x30
    return digit <= last ? digit : 255
  }

  /// The first ten of a length: 8 is where the way up begins.
  private mutating func enter(_ nonce: inout DecimalNonce) {
    let place = nonce.length &- 1
    nonce.digits[place] = 0x38
    load(&nonce)
    nonce.digits[place] = 0x30
    digits = nonce.digits
    length = nonce.length
    isUp = false
    kernel_set_last(3 &- place)
  }

  /// The ten after the last: patch the digits that changed.
  private mutating func follow(_ nonce: inout DecimalNonce) {
    var index: UInt8 = 0
    while index &+ 1 < length {
      let difference = digits[index] ^ nonce.digits[index]
      if difference != 0 {
        kernel_flip(3 &- index, difference)
        digits[index] = nonce.digits[index]
      }
      index &+= 1
    }
  }

  /// W10–W15 of `nonce`, and all that follows from them.
  private func load(_ nonce: inout DecimalNonce) {
    var index: UInt8 = 0
    var word: UInt8 = 10
    while word < 12 {
      var value: UInt32 = 0
      var bytes: UInt8 = 4
      while bytes > 0 {
        let byte: UInt8 = index < nonce.length ? nonce.digits[index] : index == nonce.length ? 0x80 : 0
        value = value << 8 | UInt32(byte)
        index &+= 1
        bytes &-= 1
      }
      kernel_set_word(word, value)
      word &+= 1
    }
    let bits = UInt32(40 &+ nonce.length) << 3
    kernel_set_word(15, bits)
    kernel_job.s11 = base11 &+ kernel_word(11)
    kernel_job.s15 = bits &+ 0x5A82_7999
    kernel_expand()
  }

  private var base11: UInt32 = 0
}

// MARK: - Once a job

extension AssemblyKernel {
  mutating func prepare(_ job: inout Job) {
    length = 0
    var word: UInt8 = 0
    while word < 10 {
      var value: UInt32 = 0
      var byte: UInt8 = 0
      while byte < 4 {
        value = value << 8 | UInt32(job.previous[word &* 4 &+ byte])
        byte &+= 1
      }
      kernel_set_word(word, value)
      word &+= 1
    }
    while word < 15 {
      kernel_set_word(word, 0)
      word &+= 1
    }
    beginRounds()
    undoRounds(&job)
  }

  /// Rounds 0–9, and what of rounds 10–14 is constant.
  private mutating func beginRounds() {
    let key: UInt32 = 0x5A82_7999
    var a: UInt32 = 0x6745_2301
    var b: UInt32 = 0xEFCD_AB89
    var c: UInt32 = 0x98BA_DCFE
    var d: UInt32 = 0x1032_5476
    var e: UInt32 = 0xC3D2_E1F0
    var round: UInt8 = 0
    while true {
      let sum = e &+ key &+ (d ^ (b & (c ^ d))) &+ AssemblyKernel.turn(a, 5)
      if round == 10 {
        kernel_job.s10 = sum
        break
      }
      e = d
      d = c
      c = AssemblyKernel.turn(b, 30)
      b = a
      a = sum &+ kernel_word(round)
      round &+= 1
    }
    // Now a = a10, b = a9, c = r8, d = r7.
    let r9 = AssemblyKernel.turn(b, 30)
    base11 = d &+ key &+ (c ^ (a & (r9 ^ c)))
    kernel_job.s12 = c &+ key
    kernel_job.s13 = r9 &+ key
    kernel_job.r9 = r9
    kernel_job.r10 = AssemblyKernel.turn(a, 30)
    kernel_job.s14 = kernel_job.r10 &+ key
  }

  /// From the expected hash back to the state after round 79, and the bytes of the early comparison:
  ///
  ///     r75 = a80 − rol5(a79) − (a78 ^ r77 ^ r76) − K − W79     and so on down to r73
  private func undoRounds(_ job: inout Job) {
    let key: UInt8 = 0xD6
    let a80 = word(&job, 0) &- 0x6745_2301
    let a79 = word(&job, 4) &- 0xEFCD_AB89
    let r78 = word(&job, 8) &- 0x98BA_DCFE
    let r77 = word(&job, 12) &- 0x1032_5476
    let r76 = word(&job, 16) &- 0xC3D2_E1F0
    kernel_job.a80 = a80
    kernel_job.a79 = a79
    kernel_job.r78 = r78
    kernel_job.r77 = r77
    kernel_job.r76 = r76
    let a78 = AssemblyKernel.turn(r78, 2)
    let a77 = AssemblyKernel.turn(r77, 2)
    let a76 = AssemblyKernel.turn(r76, 2)
    kernel_job.t75 = low(a80) &- low(AssemblyKernel.turn(a79, 5)) &- low(a78 ^ r77 ^ r76) &- key
    kernel_job.t74 = low(a79) &- low(AssemblyKernel.turn(a78, 5)) &- key
    kernel_job.p74 = low(a77 ^ r76)
    kernel_job.t73 = low(a78) &- low(AssemblyKernel.turn(a77, 5)) &- key
    kernel_job.p73 = low(a76)
  }

  private func low(_ value: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value) }

  private func word(_ job: inout Job, _ index: UInt8) -> UInt32 {
    UInt32(job.expected[index]) << 24 | UInt32(job.expected[index &+ 1]) << 16
      | UInt32(job.expected[index &+ 2]) << 8 | UInt32(job.expected[index &+ 3])
  }

  @inline(never)
  private static func turn(_ value: UInt32, _ bits: UInt8) -> UInt32 {
    bits == 5 ? value << 5 | value >> 27 : bits == 30 ? value << 30 | value >> 2 : value << 2 | value >> 30
  }
}

typealias BoardKernel = AssemblyKernel
