import Crypto
import NIOCore
import NIOPosix
import Simulator
import Synchronization
import Testing
import Units

@testable import Mining

/// Boards without electronics: they take a job, need their time on the injected clock, and answer.
final class LoopbackRig: Sendable {
  let fleet: PoolFleet
  private let record = Mutex<[PoolEvent]>([])
  let timebase: any Timebase

  init(
    _ settings: PoolFleetSettings, port: Int, loop: any EventLoop, timebase: any Timebase, rate: Double = 195
  ) throws {
    self.timebase = timebase
    let node = try PoolNode(host: "127.0.0.1", port: port)
    let relay = Relay()
    fleet = PoolFleet(settings, nodes: .fixed([node]), on: loop, timebase: timebase, seed: 7) { relay.take($0) }
    relay.start { [weak self] event in self?.take(event, loop, rate) }
  }

  private final class Relay: Sendable {
    private let target = Mutex<(@Sendable (PoolEvent) -> Void)?>(nil)
    func start(_ handler: @escaping @Sendable (PoolEvent) -> Void) { target.withLock { $0 = handler } }
    func take(_ event: PoolEvent) { target.withLock { $0 }?(event) }
  }

  private func take(_ event: PoolEvent, _ loop: any EventLoop, _ rate: Double) {
    record.withLock { $0.append(event) }
    guard case .job(let worker, let job, _) = event else { return }
    let nonce = Self.solve(job)
    let elapsed = Duration.seconds(Double(nonce) / rate)
    loop.scheduleTask(in: TimeAmount(timebase.realLength(of: elapsed))) {
      self.fleet.submit(worker, nonce: nonce, for: job, elapsed: elapsed)
      self.fleet.wantJob(worker)
    }
  }

  static func solve(_ job: PoolJob) -> Int {
    (1...job.largestNonce).first { nonce in
      let digest = Insecure.SHA1.hash(data: Array((job.previousHash + String(nonce)).utf8))
      return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == job.expectedHash
    } ?? 0
  }

  func start(_ count: Int) {
    for index in 0..<count {
      fleet.connect(WorkerID(index), PoolWorkerSettings(chip: ChipID(derivedFrom: "board \(index)")))
      fleet.wantJob(WorkerID(index))
    }
  }

  var events: [PoolEvent] { record.withLock { $0 } }

  /// Waits (really) until something holds; gives up after a minute.
  func wait(until condition: @Sendable () async throws -> Bool) async throws -> Bool {
    for _ in 0..<6000 {
      if try await condition() { return true }
      try await Task.sleep(for: .milliseconds(10))
    }
    return false
  }
}
