/// One letter of the serial console, and the number in front of it.
public struct ConsoleCommand: Sendable {
  /// Upper case.
  public let letter: UInt8
  /// 0…255; a larger number counts as 255.
  public let value: UInt8
  /// A number was there.
  public let hasValue: Bool

  /// `t`: the owner hands the test job to `MiniPro.beginTest`.
  public var isTest: Bool { letter == 0x54 }
  /// Difficulty of the test job.
  public var testDifficulty: UInt8 { hasValue ? value : 1 }
}
