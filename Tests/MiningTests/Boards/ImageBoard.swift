import Bus
import Foundation
import Simulator
import Units

/// A board that runs a real image on `virtual-boards`, in lock-step with the time of a ``Rig``.
struct ImageBoard: FakeBoard {
  /// Images that can be asked for, by the name of their ELF file.
  enum Image: String, Sendable, CaseIterable {
    /// An old-style board for tests.
    case classic
    /// This project's firmware.
    case minipro
  }

  static let output = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Firmware/build-output")
    .path(percentEncoded: false)
  /// Whether `Firmware/build` and `Firmware/VirtualBoards/build` have been run.
  static let areBuilt = (["virtual-boards"] + Image.allCases.map { "\($0.rawValue).elf" })
    .allSatisfy { FileManager.default.fileExists(atPath: "\(output)/\($0)") }

  private let boards: VirtualBoards
  let bus: VirtualBoardsBus
  /// The rig's time when the boards' was zero.
  private let epoch: Uptime

  init(_ image: Image, epoch: Uptime = Uptime(seconds: 100)) throws {
    let folder = "/tmp/akkurat-image-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    boards = try VirtualBoards(
      program: "\(Self.output)/virtual-boards",
      boards: [.init(name: "b", image: "\(Self.output)/\(image.rawValue).elf", address: 42)],
      pace: .lockStep, folder: folder)
    bus = try VirtualBoardsBus(path: boards.busPath)
    self.epoch = epoch
  }

  var control: VirtualBoardsControl { boards.control }

  mutating func transfer(_ messages: [I2CMessage], at now: Uptime) -> Result<[UInt8], BusError> {
    let ahead = (now - epoch) - ((try? control.now()) ?? .zero)
    if ahead > .zero { try? control.run(for: ahead) }
    return Result { () throws(BusError) in try bus.transfer(with: 42, messages) }
  }
}
