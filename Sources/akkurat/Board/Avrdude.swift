import ArgumentParser
import Foundation

/// The program that brings an image into a board through its boot loader.
struct Avrdude {
  /// Which boot loader waits on the board.
  enum BootLoader: String, ExpressibleByArgument, CaseIterable {
    /// ATmegaBOOT, as old Mini Pros came with.
    case old
    /// Optiboot.
    case new

    var baud: Int {
      switch self {
      case .old: 57600
      case .new: 115200
      }
    }
  }

  let serial: String
  let hex: String
  let bootLoader: BootLoader

  /// The words of the command. `-D`: a boot loader erases page by page; verification is on by default.
  var arguments: [String] {
    [
      "-p", "m328p", "-c", "arduino", "-P", serial, "-b", "\(bootLoader.baud)", "-D", "-U", "flash:w:\(hex):i",
    ]
  }

  /// As one would type it.
  var command: String {
    (["avrdude"] + arguments).map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: " ")
  }

  /// The program in a list of folders as `PATH` has them; nil where it is not installed.
  static func program(in path: String) -> String? {
    path.split(separator: ":").map { "\($0)/avrdude" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it; its progress and verification go to the terminal. Returns its exit code.
  func run(_ program: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
