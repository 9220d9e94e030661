import Agent
import ArgumentParser
import Bus
import Foundation
import Mining
import Units

/// Which board a command means, and the way to it.
struct BoardPlace: ParsableArguments {
  @Argument(help: "The board's address, decimal or 0x…, or with --config its name.")
  var board: String

  @Option(help: "The bus's device file; with --config the board's bus is the default.")
  var bus: String?

  @Option(help: "The rig's configuration: for boards by name.")
  var config: String?

  @Option(help: "The agent's control socket; with --config the rig's is the default.")
  var socket: String?

  /// A board that was found in the words of the owner; nothing was sent to it yet.
  struct Found {
    let address: I2CAddress
    let line: BoardLine
    let path: String
    /// As configured, when it is.
    let section: BoardSection?
    let rig: AgentConfiguration?
  }

  func open() throws -> Found {
    let rig = try config.map { path in
      var file = ConfigurationFile()
      file.config = path
      return try file.load()
    }
    try AgentAbsence.require(on: socket ?? rig?.service.socket ?? ServiceSection().socket)
    let section = rig?.boards.first { $0.name == board }
    let address = try section?.address ?? Self.address(board, rig)
    let path = bus ?? rig.flatMap { Self.path(of: section?.bus, $0) } ?? "/dev/i2c-1"
    try Self.refuseOthers(address, path, rig)
    return Found(
      address: address, line: try Self.line(path), path: path, section: section ?? Self.board(at: address, path, rig),
      rig: rig)
  }

  /// Reads an address; ends the command with 64 when it is none a chip may have.
  static func address(_ text: String, _ rig: AgentConfiguration? = nil) throws -> I2CAddress {
    let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    if let number, I2CAddress.usable.contains(number), let address = I2CAddress(number) { return address }
    let names = rig.map { " or one of \($0.boards.map(\.name).joined(separator: ", "))" } ?? ""
    throw ValidationError(
      "\"\(text)\" is not an address from 8 (0x08) to 119 (0x77)\(names)."
        + (rig == nil && number == nil ? " Names need --config." : ""))
  }

  /// What the configuration or the kernel calls an address that is no board; nil when it is free or a board's.
  static func holder(of address: I2CAddress, _ path: String, _ rig: AgentConfiguration?) -> String? {
    if let driver = I2CAdapter(path: path).drivers[address] { return "the kernel's driver \(driver)" }
    let sensor = rig?.sensors.first { sensor in
      sensor.source.place.map { $0.address == address && Self.path(of: $0.bus, rig) == path } ?? false
    }
    return sensor.map { "sensor \($0.name)" }
  }

  /// A write meant for a board would change a sensor's registers.
  private static func refuseOthers(_ address: I2CAddress, _ path: String, _ rig: AgentConfiguration?) throws {
    guard let holder = holder(of: address, path, rig) else { return }
    StandardError.print("The address \(address) on \(path) belongs to \(holder), not to a board.")
    throw ExitCode.usage
  }

  private static func board(at address: I2CAddress, _ path: String, _ rig: AgentConfiguration?) -> BoardSection? {
    rig?.boards.first { $0.address == address && Self.path(of: $0.bus, rig) == path }
  }

  private static func path(of bus: String?, _ rig: AgentConfiguration?) -> String? {
    let section = bus.map { name in rig?.buses.first { $0.name == name } } ?? rig?.buses.first
    return section?.path
  }

  private static func line(_ path: String) throws -> BoardLine {
    do {
      return BoardLine(try LinuxI2CBus(path: path), timebase: SystemTimebase()) { time in
        Thread.sleep(forTimeInterval: time.inSeconds)
      }
    } catch {
      StandardError.print("\(error)")
      if case .cannotOpen(_, EACCES, _) = error { throw ExitCode.noPermission }
      throw ExitCode.unavailable
    }
  }
}

extension BoardServiceFailure {
  /// Says what is wrong and gives the code to end with.
  func told() -> ExitCode {
    StandardError.print("\(self)")
    return switch self {
    case .nobody, .bus: .unavailable
    case .busy: .temporaryFailure
    case .reserved, .same, .tooHigh: .usage
    case .notABoard, .garbled, .shared, .taken, .notMoved: .failure
    }
  }
}
