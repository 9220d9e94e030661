/// What the capability query tells about this firmware.
public enum FirmwareVersion {
  /// First part of the version.
  public static var major: UInt8 { 1 }
  /// Second part of the version.
  public static var minor: UInt8 { 0 }
  /// Revision of dialect C, see doc/protocols/minipro.md.
  public static var dialect: UInt8 { 1 }
  /// Packed jobs, abort, sleep, supply voltage, reset cause, watchdog, serial console.
  public static var features: UInt8 { 0x7F }
  /// Version letter of dialect A.
  public static var letter: UInt8 { 0x63 }
  /// Difficulty up to which the fast kernel serves: nonces of four digits.
  public static var fastDifficulty: UInt16 { 99 }
}
