import Testing
import Units

@testable import Mining

/// Drives a roster by hand against a pretended network.
struct RosterHarness {
  var roster: PoolRoster
  var now = Uptime(seconds: 1000)
  var events: [PoolEvent] = []
  var opened: [(at: Double, worker: Int, node: PoolNode)] = []
  var links: [WorkerID: PoolRoster.LinkID] = [:]
  var wantedNodes = 0
  /// What the network does with a new connection.
  var isReachable = true
  /// Answers each JOB with a job.
  var givesJobs = true
  /// Workers whose boards are off.
  var off: Set<Int> = []

  init(_ workers: Int, nodes: [String] = ["pool.example:6000"], edit: (inout PoolFleetSettings) -> Void = { _ in })
    throws
  {
    var settings = PoolFleetSettings(account: try PoolAccount(username: "revox", miningKey: nil), rig: "roof")
    settings.asksForMessageOfTheDay = false
    edit(&settings)
    roster = PoolRoster(settings, seed: 3)
    let list = try nodes.map { try PoolNode(parsing: $0) }
    put(.nodes(list))
    for index in 0..<workers {
      put(.connect(WorkerID(index), PoolWorkerSettings(chip: ChipID(UInt64(index)))))
      put(.jobWanted(WorkerID(index)))
    }
  }

  func has(_ event: PoolEvent) -> Bool { events.contains(event) }
  func has(where isWanted: (PoolEvent) -> Bool) -> Bool { events.contains(where: isWanted) }
  var seconds: Double { now.seconds - 1000 }
  var connected: [Int] { links.keys.map(\.index).sorted() }

  mutating func put(_ input: PoolRoster.Input) {
    for output in roster.handle(input, at: now) { perform(output) }
  }

  mutating func perform(_ output: PoolRoster.Output) {
    switch output {
    case .open(let link, let node): open(link, node)
    case .write(let link, let bytes):
      guard givesJobs, String(decoding: bytes, as: UTF8.self).hasPrefix("JOB") else { return }
      put(.received(link, Array("\(PoolSessionHarness.job)\n".utf8)))
    case .close(let link): if links[link.worker] == link { links[link.worker] = nil }
    case .tell(let event): events.append(event)
    case .wantNodes: wantedNodes += 1
    }
  }

  private mutating func open(_ link: PoolRoster.LinkID, _ node: PoolNode) {
    opened.append((seconds, link.worker.index, node))
    guard isReachable else { return put(.lost(link, .notConnected("no route"))) }
    links[link.worker] = link
    put(.opened(link))
    put(.received(link, Array("4.3\n".utf8)))
  }

  mutating func wait(_ length: Double) {
    let end = now + .seconds(length)
    while let due = roster.deadline, due <= end {
      now = max(now, due)
      put(.timeReached)
    }
    now = end
  }

  /// Every connected worker finds its number.
  mutating func mine(_ answer: String = "GOOD\n") {
    for worker in links.keys.sorted() where !off.contains(worker.index) {
      put(.nonceFound(worker, 300, PoolSessionHarness.job, .seconds(1.5)))
      put(.jobWanted(worker))
      if let link = links[worker] { put(.received(link, Array(answer.utf8))) }
    }
  }

  mutating func cut(_ workers: [Int]? = nil) {
    for worker in links.keys.sorted() where workers?.contains(worker.index) ?? true {
      if let link = links.removeValue(forKey: worker) { put(.lost(link, .byPeer)) }
    }
  }

  /// Every connected worker takes part for a while, one share each 2 s.
  mutating func run(_ length: Double) {
    let end = seconds + length
    while seconds < end {
      mine()
      wait(2)
    }
  }
}
