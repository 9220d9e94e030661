import ArgumentParser

// The exit codes of sysexits.h that scripts and service managers know, and one of our own.
extension ExitCode {
  /// 64: the command was used wrongly.
  static let usage = ExitCode(64)
  /// 65: a given file holds something else than it should.
  static let dataError = ExitCode(65)
  /// 66: a given file cannot be read.
  static let noInput = ExitCode(66)
  /// 69: something needed is not there: no agent on the socket, no device.
  static let unavailable = ExitCode(69)
  /// 73: a file cannot be written.
  static let cannotCreate = ExitCode(73)
  /// 75: it may work later.
  static let temporaryFailure = ExitCode(75)
  /// 77: not permitted.
  static let noPermission = ExitCode(77)
  /// 78: the configuration is wrong.
  static let configuration = ExitCode(78)
  /// 79: the safety floor forbids it. Not in sysexits.h; documented in `akkurat --help`.
  static let refusedBySafety = ExitCode(79)
}
