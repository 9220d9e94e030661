import Foundation
import NIOCore
import NIOPosix
import Simulator
import Units

// How thrifty the agent is: three `classic` boards in real time, a pool on loopback TCP with a round trip of 250 ms,
// pipelining off. Measured twice:
//   1. `akkurat demo --speed 1`: agent, simulated rig and pool in one process, on a bus that answers without sleeping. An
//      upper bound of what the agent itself wakes up for.
//   2. `akkurat run` behind /dev/i2c-9: boards, bus and pool live in this process and are not counted; each transaction
//      takes as long as on a wire at 100 kHz and sleeps at least once, as a kernel's adapter does.
//
//   thrift AKKURAT PRELOAD [SECONDS]

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  print("usage: thrift PATH-OF-AKKURAT PATH-OF-PRELOAD [SECONDS]")
  exit(64)
}
let seconds = arguments.count > 3 ? Double(arguments[3]) ?? 120 : 120
let folder = FileManager.default.temporaryDirectory.appending(path: "akkurat-thrift-\(getpid())").path()
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)

var description = RigDescription.demonstration(boards: 3)
description.boards = description.boards.map { board in
  var board = board
  board.switchLine = nil
  board.hashRate = HashRate(195)
  return board
}
description.world.start = description.world.startTime + .hours(12)
// As the configuration below says it: so large, full and well known by its voltage that all boards run throughout.
description.world.battery = .lithiumIon3S(capacity: AmpHours(300))
description.world.battery.startingCharge = StateOfCharge(0.97)
description.pacing = .blocking
let rig = SimulatedRig(description, timebase: SystemTimebase())
let server = try I2CBusServer(path: "\(folder)/bus", serving: rig.bus)
let hwmon = try HwmonDirectory(path: "\(folder)/hwmon", world: rig.world)
let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
let pool = try await SimulatedPool.start(on: group.next(), timebase: SystemTimebase())

try await measureDemo()

let boards = description.boards.enumerated().map {
  "  - {name: b\($0 + 1), bus: main, address: \($1.address), dialect: classic}"
}
try """
rig:
  panel: {peak: "100 W"}
  battery: {chemistry: nmc, cells: 3, capacity: "300 Ah"}
  host: {power: "0.1 W"}
protection: {min_on: "1 s", ramp: "1 s", recovery: "1 s"}
buses: {main: {path: /dev/i2c-9}}
sensors:
  - {name: volts, type: hwmon, path: "\(folder)/hwmon/in1_input", as: battery_voltage}
  - {name: amps, type: hwmon, path: "\(folder)/hwmon/curr1_input", as: battery_current}
boards:
\(boards.joined(separator: "\n"))
pool: {user: bench, nodes: ["127.0.0.1:\(pool.port)"]}
service: {state: "\(folder)/state", socket: "\(folder)/akkurat.sock", log: warning}
""".write(toFile: "\(folder)/rig.yaml", atomically: true, encoding: .utf8)

let agent = Process()
agent.executableURL = URL(filePath: arguments[1])
agent.arguments = ["run", "--config", "\(folder)/rig.yaml"]
agent.environment = ProcessInfo.processInfo.environment.merging(
  ["LD_PRELOAD": arguments[2], "AKKURAT_I2C": "/dev/i2c-9=\(folder)/bus"], uniquingKeysWith: { $1 })
try agent.run()

/// Refreshes the kernel-like files until a time, as a driver would.
func live(for duration: Double) async throws {
  let end = ContinuousClock.now + .seconds(duration)
  while ContinuousClock.now < end {
    try hwmon.refresh()
    try await Task.sleep(for: .milliseconds(500))
  }
}

struct Use {
  var switches = 0
  var ticks = 0
  var resident = 0
  var time = ContinuousClock.now
}

/// What a process has used so far, all threads together.
func use(of identifier: Int32) throws -> Use {
  var use = Use()
  let process = "/proc/\(identifier)"
  for thread in try FileManager.default.contentsOfDirectory(atPath: "\(process)/task") {
    let status = try String(contentsOfFile: "\(process)/task/\(thread)/status", encoding: .utf8)
    use.switches += number("voluntary_ctxt_switches", in: status)
  }
  use.resident = number("VmRSS", in: try String(contentsOfFile: "\(process)/status", encoding: .utf8))
  let stat = try String(contentsOfFile: "\(process)/stat", encoding: .utf8)
  let fields = stat.split(separator: ")").last!.split(separator: " ")
  use.ticks = Int(fields[11])! + Int(fields[12])!
  return use
}

func tell(from start: Use, to end: Use, shares: Int?) {
  let (whole, rest) = (end.time - start.time).components
  let length = Double(whole) + Double(rest) * 1e-18
  let used = Double(end.ticks - start.ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
  print("  CPU of one core             \(rounded(used / length * 100)) %")
  if let shares { print("  CPU a share                 \(rounded(used / Double(max(1, shares)) * 1000)) ms") }
  print(
    "  voluntary context switches  \(rounded(Double(end.switches - start.switches) / length, 1)) /s over all threads")
  print("  resident                    \(rounded(Double(end.resident) / 1024, 1)) MB")
}

/// Agent, rig and pool in one process.
func measureDemo() async throws {
  let demo = Process()
  demo.executableURL = URL(filePath: arguments[1])
  // A battery so large that all boards run.
  demo.arguments = [
    "demo", "--speed", "1", "--boards", "3", "--start-full", "--battery", "300 Ah", "--json", "--duration",
    "\(seconds + 70) s",
  ]
  let output = Pipe()
  demo.standardOutput = output
  try demo.run()
  // Data must be good for 30 s before a board may start; then they start one by one.
  try await Task.sleep(for: .seconds(60))
  let start = try use(of: demo.processIdentifier)
  try await Task.sleep(for: .seconds(seconds))
  let end = try use(of: demo.processIdentifier)
  print(
    "three classic boards, agent and simulated world in one process, a bus that does not sleep, \(rounded(seconds, 0)) s"
  )
  tell(from: start, to: end, shares: nil)
  demo.interrupt()
  let summary = output.fileHandleForReading.readDataToEndOfFile()
  demo.waitUntilExit()
  if let figures = try JSONSerialization.jsonObject(with: summary) as? [String: Any] {
    print("  boards on, shares in all    \(figures["most_boards_on"] ?? "?"), \(figures["shares_accepted"] ?? "?")")
  }
}

struct Sample {
  var use = Use()
  var shares = 0
  var refused = 0
  var hashes = 0
}

func sample() async throws -> Sample {
  var sample = Sample(use: try use(of: agent.processIdentifier))
  let statistics = try await pool.statistics()
  sample.shares = statistics.accepted
  sample.refused = statistics.refused
  sample.hashes = rig.world.boards.reduce(0) { $0 + $1.counters.hashes }
  return sample
}

func number(_ key: String, in text: String) -> Int {
  let line = text.split(separator: "\n").first { $0.hasPrefix(key + ":") }
  return line.flatMap { Int($0.drop { !$0.isNumber }.prefix { $0.isNumber }) } ?? 0
}

func rounded(_ value: Double, _ decimals: Int = 2) -> String { Decimal.fixed(value, decimals) }

try await live(for: 15)
let start = try await sample()
try await live(for: seconds)
let end = try await sample()
let (whole, rest) = (end.use.time - start.use.time).components
let length = Double(whole) + Double(rest) * 1e-18
let shares = end.shares - start.shares
let compute = Double(end.hashes - start.hashes) / Double(shares) / 195
let bound = 60 / (compute + 0.5)
let perBoard = Double(shares) / length * 60 / 3
let ratio = rounded(perBoard / bound, 3)
print("three classic boards, the agent alone, a bus that sleeps in each transaction, \(rounded(length, 0)) s")
print("  shares a minute a board     \(rounded(perBoard)), \(ratio) of the bound \(rounded(bound))")
print("  refused                     \(end.refused - start.refused)")
tell(from: start.use, to: end.use, shares: shares)
agent.terminate()
agent.waitUntilExit()
print("  exit code after SIGTERM     \(agent.terminationStatus)")
server.stop()
try? FileManager.default.removeItem(atPath: folder)
exit(0)
