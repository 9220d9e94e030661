import Glibc

/// Runs many inputs through a target and stops at the first that breaks a rule.
struct Fuzzing {
  var seed: UInt64 = 1
  var count = 100_000
  var corpus: [[UInt8]] = []
  /// Where an input that breaks a rule, or ends the process, is written to.
  var finding = "finding"
  /// Where inputs that went new ways are written to; nil for nowhere.
  var harvest: String?

  /// The number of the input that broke a rule; nil when none did.
  func run<Target: FuzzTarget>(_: Target.Type) -> Int? {
    LastInput.watch(finding)
    let start = Self.seconds()
    var paths = Paths()
    var mutator = Mutator(corpus: corpus, words: Target.words, longest: Target.longest, seed: seed)
    for number in 0..<count {
      let input = number < corpus.count ? corpus[number] : mutator.next()
      if number & 0xFF == 0 { alarm(60) }
      LastInput.note(input)
      paths.isNew = false
      if let violation = Self.judge(Target.self, input, &paths) {
        report(Target.self, violation, input, number)
        return number
      }
      if paths.isNew, number >= corpus.count {
        mutator.keep(input)
        save(input, mutator.pool.count)
      }
    }
    let time = Self.seconds() - start
    print(
      "\(Target.name): \(count) inputs, seed \(seed), \(Int(time)) s, \(Int(Double(count) / max(time, 0.001))) a second,",
      "\(paths.count) ways, \(mutator.pool.count) inputs kept, peak \(Self.peakMemory()) MB: no rule broken")
    return nil
  }

  private static func judge<Target: FuzzTarget>(_: Target.Type, _ input: [UInt8], _ paths: inout Paths) -> Violation? {
    var target = Target()
    do throws(Violation) {
      try target.judge(input, &paths)
      return nil
    } catch {
      return error
    }
  }

  private func report<Target: FuzzTarget>(_: Target.Type, _ violation: Violation, _ input: [UInt8], _ number: Int) {
    let small = Self.reduced(Target.self, input, violation.rule)
    var paths = Paths()
    let seen = Self.judge(Target.self, small, &paths) ?? violation
    print("\(Target.name): input \(number) of seed \(seed) breaks a rule: \(seen.rule)")
    if !seen.seen.isEmpty { print("  seen:  \(seen.seen)") }
    print("  input: \(Self.hex(small))")
    LastInput.write(small, to: finding)
    print("  kept as \(finding); run again with --replay \(finding)")
  }

  /// The input without what it does not need to break the same rule.
  private static func reduced<Target: FuzzTarget>(_: Target.Type, _ input: [UInt8], _ rule: String) -> [UInt8] {
    var small = input
    var length = max(1, small.count / 2)
    while true {
      var place = 0
      while place < small.count {
        var less = small
        less.removeSubrange(place..<min(place + length, less.count))
        var paths = Paths()
        if judge(Target.self, less, &paths)?.rule == rule { small = less } else { place += length }
      }
      if length == 1 { return small }
      length /= 2
    }
  }

  private func save(_ input: [UInt8], _ number: Int) {
    guard let harvest else { return }
    LastInput.write(input, to: "\(harvest)/\(number)")
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { (($0 < 16) ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Most memory the process ever had, in megabytes. Linux counts in kilobytes (getrusage(2)).
  private static func peakMemory() -> Int {
    var usage = rusage()
    getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}
