import Bus
import Foundation
import NIOCore
import Simulator
import Synchronization
import Units

@testable import Mining

/// Real images on a simulated bus, in real time, joined to a pool exactly as the agent joins them.
final class ImageCrew: Sendable {
  static let boards: [(Mining.BoardDescription, ImageBoard.Image)] = [
    (Mining.BoardDescription(id: "old", address: 40, dialect: .classic), .classic),
    (Mining.BoardDescription(id: "new", address: 41, dialect: .akkurat), .minipro),
    (fastInOldDialect, .minipro),
  ]

  /// A fast board has to be told of the tier's limit, whatever it speaks.
  private static var fastInOldDialect: Mining.BoardDescription {
    var board = Mining.BoardDescription(id: "new-as-old", address: 42, dialect: .classic)
    board.rateLimit = BoardDialect.akkurat.usualRateLimit
    return board
  }

  let images: VirtualBoards
  private let controller: BoardController
  private let fleet: PoolFleet
  private let crew: Mutex<MiningCrew>
  private let descriptions: [BoardID: Mining.BoardDescription]

  init(pool port: Int, on loop: any EventLoop) async throws {
    let wire: VirtualBoardsBus
    (images, wire) = try Self.start()
    descriptions = Dictionary(uniqueKeysWithValues: Self.boards.map { ($0.0.id, $0.0) })
    crew = Mutex(MiningCrew(boards: Self.boards.map(\.0.id)))
    let bus = SharedI2CBus(wire, name: "virtual")
    var policy = BoardPolicy()
    policy.settlingTime = .milliseconds(200)
    let told = Relay()
    controller = BoardController(on: bus, policy: policy) { board, event in
      told.take { $0.handle(event, of: board) }
    }
    let settings = PoolFleetSettings(account: try PoolAccount(username: "revox", miningKey: nil), rig: "images")
    fleet = PoolFleet(
      settings, nodes: .fixed([try PoolNode(host: "127.0.0.1", port: port)]), on: loop, timebase: SystemTimebase(),
      seed: 7
    ) { event in told.take { $0.handle(event) } }
    told.start(self)
    await controller.start()
    for (board, _) in Self.boards {
      controller.attach(board)
      perform(crew.withLock { $0.setActive(true, board.id) })
      controller.setPowered(board.id, true)
    }
  }

  func shutDown() async throws { try await fleet.shutDown() }

  private static func start() throws -> (VirtualBoards, VirtualBoardsBus) {
    let folder = "/tmp/akkurat-crew-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let images = Self.boards.map { board, image in
      VirtualBoards.Board(
        name: board.id.name, image: "\(ImageBoard.output)/\(image.rawValue).elf", address: board.address.value)
    }
    let running = try VirtualBoards(
      program: "\(ImageBoard.output)/virtual-boards", boards: images, pace: .wallClock(), folder: folder)
    return (running, try VirtualBoardsBus(path: running.busPath))
  }

  /// Events come before the crew is complete and must not keep it alive.
  private final class Relay: Sendable {
    private struct Target {
      weak var crew: ImageCrew?
    }
    private let target = Mutex(Target())
    func start(_ crew: ImageCrew) { target.withLock { $0.crew = crew } }
    func take(_ decide: (inout MiningCrew) -> [MiningCrew.Action]) {
      guard let crew = target.withLock({ $0.crew }) else { return }
      crew.perform(crew.crew.withLock { decide(&$0) })
    }
  }

  private func perform(_ actions: [MiningCrew.Action]) {
    for action in actions {
      switch action {
      case .connect(let worker, let board):
        let rate = descriptions[board]?.dialect.usualRateLimit ?? HashRate(195)
        fleet.connect(worker, PoolWorkerSettings(chip: ChipID(derivedFrom: board.name), expectedHashRate: rate))
      case .disconnect(let worker): fleet.disconnect(worker)
      case .wantJob(let worker): fleet.wantJob(worker)
      case .stopWanting(let worker): fleet.stopWanting(worker)
      case .assign(let job, let board): controller.assign(job, to: board)
      case .withdraw(let board): controller.withdraw(from: board)
      case .submit(let worker, let nonce, let job, let elapsed):
        fleet.submit(worker, nonce: nonce, for: job, elapsed: elapsed)
      }
    }
  }
}
