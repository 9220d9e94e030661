import Agent
import ArgumentParser
import Foundation

/// `akkurat board flash`
struct BoardFlashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flash",
    abstract: "Brings the firmware into a board through a serial adapter.",
    discussion: """
      Uses avrdude, which programs and then verifies. A board that was never numbered answers at 8 afterwards; one that \
      was keeps its address. Exit codes: 1 avrdude failed, 64 wrong usage, 66 no image, 69 no avrdude, 75 an agent runs.
      """)

  @Option(help: "The serial adapter, /dev/ttyUSB0.")
  var serial: String

  @Option(help: "The board's clock in MHz: 16 (5 V) or 8 (3.3 V).")
  var clock = 16

  @Option(help: "The image; by default the one beside this program or in Firmware/build-output.")
  var hex: String?

  @Option(help: "old: ATmegaBOOT at 57600 baud; new: Optiboot at 115200.")
  var bootLoader = Avrdude.BootLoader.old

  @Option(help: "The agent's control socket.")
  var socket = ServiceSection().socket

  @Flag(help: "Print the command and do nothing.")
  var dryRun = false

  func validate() throws {
    guard [8, 16].contains(clock) else { throw ValidationError("--clock: write 16 or 8.") }
  }

  func run() throws { try run(path: ProcessInfo.processInfo.environment["PATH"] ?? "") }

  /// - Parameter path: the folders where avrdude is looked for, as in `PATH`.
  func run(path: String) throws {
    let avrdude = Avrdude(serial: serial, hex: try image(), bootLoader: bootLoader)
    if dryRun { return print(avrdude.command) }
    try AgentAbsence.require(on: socket)
    guard let program = Avrdude.program(in: path) else {
      StandardError.print("avrdude is not installed; install it with \"sudo apt install avrdude\".")
      throw ExitCode.unavailable
    }
    print(avrdude.command)
    fflush(nil)
    let status = try avrdude.run(program)
    guard status == 0 else {
      StandardError.print(
        "avrdude failed (\(status)). Try --boot-loader \(bootLoader == .old ? "new" : "old"), press reset as it starts "
          + "when the adapter has no DTR line, and check that \(serial) is the adapter and may be used (group dialout)."
      )
      throw ExitCode.failure
    }
    print(next)
  }

  private var next: String {
    """
    The board has its firmware. Next: take the adapter off, connect the board to the rig's bus and power it, then
      akkurat scan --bus /dev/i2c-1                         shows it (a new one at 8)
      akkurat board address 8 --to 42 --bus /dev/i2c-1      gives it an address of its own
      akkurat board test 42 --bus /dev/i2c-1                gives it jobs with known answers
    """
  }

  private func image() throws -> String {
    let name = clock == 16 ? "minipro-16mhz-5v.hex" : "minipro-8mhz-3v3.hex"
    let candidates = hex.map { [$0] } ?? Self.folders.map { "\($0)/\(name)" }
    if let path = candidates.first(where: { FileManager.default.isReadableFile(atPath: $0) }) { return path }
    StandardError.print(
      "No image at \(candidates.joined(separator: ", ")); build it with Firmware/build, or name it with --hex.")
    throw ExitCode.noInput
  }

  /// Beside the program, where an installation puts it, and where the build does.
  private static var folders: [String] {
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folder = URL(filePath: program).deletingLastPathComponent()
    return [
      folder.path(percentEncoded: false),
      folder.deletingLastPathComponent().appending(path: "share/akkurat").path(percentEncoded: false),
      "Firmware/build-output",
    ]
  }
}
