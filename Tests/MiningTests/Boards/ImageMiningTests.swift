import NIOCore
import NIOPosix
import Simulator
import Testing
import Units

@testable import Mining

/// From the pool's job over the wire into the chip and back: sessions, bus, images, all in real time.
@Suite("Mining with real images", .enabled(if: ImageBoard.areBuilt), .timeLimit(.minutes(3)))
struct ImageMiningTests {
  @Test("old and own boards in both dialects: every share is accepted")
  func mines() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let pool = try await SimulatedPool.start(on: loop, timebase: SystemTimebase())
    let crew = try await ImageCrew(pool: pool.port, on: loop)
    for _ in 0..<9_000 where try await !Self.isEnough(pool.statistics()) {
      try await Task.sleep(for: .milliseconds(10))
    }
    let seen = try await pool.statistics()
    try await crew.shutDown()
    try await pool.stop()
    #expect(Self.isEnough(seen))
    #expect(seen.refused == 0, "\(seen.connections.map(\.refused))")
    #expect(seen.wrongNonces == 0)
    #expect(seen.connections.count == 3)
    #expect(seen.connections.allSatisfy { $0.rig == "images" && $0.tier == "AVR" && $0.mistakenMessages == 0 })
  }

  /// Three shares of each board.
  private static func isEnough(_ seen: PoolStatistics) -> Bool {
    seen.connections.count == 3 && seen.connections.allSatisfy { $0.accepted >= 3 }
  }
}
