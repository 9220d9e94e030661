import Crypto
import Mining

// Hashes a second of the core beside a plain loop over swift-crypto's SHA-1, on the same job, in the same run.

let previous = String(repeating: "0123456789abcdef", count: 3).prefix(40)
let unfindable = String(repeating: "0", count: 40)
let nonces = 600_000
let clock = ContinuousClock()

func rate(_ body: () -> Void) -> Double {
  let median = (0..<5).map { _ in clock.measure(body) }.sorted()[2]
  let (seconds, attoseconds) = median.components
  return Double(nonces) / (Double(seconds) + Double(attoseconds) * 1e-18)
}

let job = DucoS1(previousHash: String(previous), expectedHash: unfindable)!
let core = rate { precondition(job.search(0...nonces) == nil) }

var sink: UInt8 = 0
let prefix = Array(previous.utf8)
let peer = rate {
  for nonce in 0...nonces {
    let digest = Insecure.SHA1.hash(data: prefix + Array(String(nonce).utf8))
    for byte in digest { sink ^= byte }
  }
}
let midstate = rate {
  var base = Insecure.SHA1()
  base.update(data: prefix)
  for nonce in 0...nonces {
    var hasher = base
    hasher.update(data: Array(String(nonce).utf8))
    for byte in hasher.finalize() { sink ^= byte }
  }
}

func line(_ name: String, _ value: Double) {
  let megahashes = (value / 1e4).rounded() / 100
  let times = (value / peer * 10).rounded() / 10
  let gap = String(repeating: " ", count: max(1, 30 - name.count))
  print("\(name)\(gap)\(megahashes) MH/s   \(times) times swift-crypto")
}
line("Akkurat's core", core)
line("swift-crypto, copied prefix", midstate)
line("swift-crypto, plain", peer)
if sink == 1 { print("") }
