/// The three bytes that answer `S`: run state, version letter or `?`, command in progress.
///
///     I c ␣   after boot or A          B ? O   searching
///     I ? ␣   after any other command  C ? ␣   an answer waits in R
struct ClassicStatus: Sendable, Hashable {
  private let run: UInt8
  private let version: UInt8
  private let command: UInt8

  /// Nil when the bytes cannot be a status: nobody speaks (ff), or a board that was never asked (00 ff ff).
  init?(_ bytes: [UInt8]) {
    guard bytes.count == 3, [UInt8(ascii: "I"), UInt8(ascii: "B"), UInt8(ascii: "C")].contains(bytes[0]),
      (0x20...0x7E).contains(bytes[1]), (0x20...0x7E).contains(bytes[2])
    else { return nil }
    run = bytes[0]
    version = bytes[1]
    command = bytes[2]
  }

  var isBusy: Bool { run == UInt8(ascii: "B") }
  var isComplete: Bool { run == UInt8(ascii: "C") }
  var isIdle: Bool { run == UInt8(ascii: "I") }

  /// Nothing is in progress: the only moment at which a command with a payload does not make the board deaf.
  var acceptsPayload: Bool { !isBusy && command == UInt8(ascii: " ") }

  /// No command but `A` since the board started: in the middle of a job that means a reset.
  var isCleared: Bool { isIdle && version != UInt8(ascii: "?") }
}
