/// What a chip's registers must hold, and what proves that it is this chip.
///
/// The settings are compared at each sample: a dip of the supply clears them, and the chip then goes on measuring in
/// another range without a word.
struct ChipSettings: Sendable {
  /// A register and what it must hold.
  struct Word: Sendable {
    let register: UInt8
    let value: UInt16
    /// Bits that may differ: a revision, or a flag that the chip sets.
    var ignored: UInt16 = 0
    /// For the message when an identity is wrong: `manufacturer`.
    var name = ""
  }

  /// Read once, before anything is written to a chip that may be another one.
  let identity: [Word]
  /// Compared at each sample.
  let words: [Word]
  private var isIdentified = false
  private var wereHeld = false

  init(identity: [Word] = [], words: [Word]) {
    self.identity = identity
    self.words = words
  }

  /// True while the chip holds all settings. Else they are written: false the first time, because what the result
  /// registers hold is of the old settings, and an error when the chip had held them before.
  mutating func hold(on chip: ChipRegisters) throws(SensorError) -> Bool {
    try identify(chip)
    var lost = false
    for word in words where try chip.word(word.register) & ~word.ignored != word.value & ~word.ignored {
      lost = true
      try chip.write(word.value, to: word.register)
    }
    defer { wereHeld = true }
    guard lost else { return true }
    if wereHeld { throw .lostSettings(sensor: chip.sensor) }
    return false
  }

  private mutating func identify(_ chip: ChipRegisters) throws(SensorError) {
    guard !isIdentified else { return }
    for word in identity {
      let found = try chip.word(word.register) & ~word.ignored
      guard found == word.value else {
        throw .wrongChip(
          sensor: chip.sensor, expected: "\(word.name) 0x\(String(word.value, radix: 16))",
          found: "0x\(String(found, radix: 16))")
      }
    }
    isIdentified = true
  }
}
