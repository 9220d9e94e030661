import ArgumentParser
import Foundation

/// Where a report goes: a file, a directory, a command.
struct ReportSink {
  let name: String
  let title: String
  let mediaType: String

  /// All or nothing: a reader never sees half a file.
  func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      StandardError.print("\(path): the report cannot be written (\(error.localizedDescription)).")
      throw ExitCode.cannotCreate
    }
  }

  /// A path that is a directory, or ends in a slash, takes the report under its name; anything else is a command.
  func send(_ text: String, to target: String) throws {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: target, isDirectory: &isDirectory)
    if exists, isDirectory.boolValue { return try write(text, to: target + "/" + name) }
    if target.hasSuffix("/") {
      StandardError.print("\(target) is not a directory; make it, or give a command that reads the report.")
      throw ExitCode.cannotCreate
    }
    try pipe(text, into: target)
  }

  /// The report on standard input, its name, title and media type in the environment.
  private func pipe(_ text: String, into command: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = ProcessInfo.processInfo.environment.merging([
      "AKKURAT_REPORT_NAME": name, "AKKURAT_REPORT_TITLE": title, "AKKURAT_REPORT_TYPE": mediaType,
    ]) { $1 }
    // By way of a file: a command that does not read all of it must not end this one by SIGPIPE.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("akkurat-report-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      try Data(text.utf8).write(to: file)
      process.standardInput = try FileHandle(forReadingFrom: file)
      try process.run()
    } catch {
      StandardError.print("The command of --send-to cannot be started (\(error.localizedDescription)).")
      throw ExitCode.temporaryFailure
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      StandardError.print("The command of --send-to ended with \(process.terminationStatus): \(command)")
      throw ExitCode.temporaryFailure
    }
  }
}
