internal import Units

/// What an estimator has learned, as one line of text to be kept over a restart: a list of numbers, about 7 kB.
public struct BatteryMemory: Sendable, Hashable {
  /// The numbers, space-separated, after a heading that names the battery.
  public let text: String

  /// The most likely hypotheses that are kept.
  private static let kept = 4
  private static let version = "akkurat-battery-1"

  /// Text that was stored before; it is checked when an estimator resumes with it.
  public init(text: String) { self.text = text }

  init(description: BatteryDescription, mixture: SocMixture, hysteresis: Hysteresis) {
    var best = mixture.hypotheses.sorted { $0.logWeight > $1.logWeight }
    best.removeLast(max(0, best.count - Self.kept))
    var numbers: [Double] = hysteresis.position + [hysteresis.startLeft, Double(best.count)]
    for hypothesis in best {
      numbers += [Double(hypothesis.variant), hypothesis.logWeight] + hypothesis.mean
      for row in 0..<SocHypothesis.size {
        for column in 0...row { numbers.append(hypothesis.covariance[row * SocHypothesis.size + column]) }
      }
    }
    text = Self.heading(description) + numbers.map { " \(Float($0))" }.joined()
  }

  /// Whether it was made for a battery like this one.
  func matches(_ description: BatteryDescription) -> Bool { text.hasPrefix(Self.heading(description) + " ") }

  /// The learned hypotheses, or nil when the text is damaged.
  func hypotheses() -> (hypotheses: [SocHypothesis], hysteresis: Hysteresis)? {
    var numbers = text.split(separator: " ").dropFirst(Self.headingWords).map { Double($0) ?? .nan }[...]
    guard numbers.allSatisfy(\.isFinite), numbers.count >= Hysteresis.parts + 2 else { return nil }
    let loop = Array(numbers.prefix(Hysteresis.parts + 1))
    numbers = numbers.dropFirst(Hysteresis.parts + 1)
    let (count, size) = (Int(numbers.removeFirst()), SocHypothesis.size)
    let triangle = size * (size + 1) / 2
    guard (1...Self.kept).contains(count), numbers.count == count * (2 + size + triangle) else { return nil }
    var result: [SocHypothesis] = []
    for _ in 0..<count {
      guard let one = Self.hypothesis(Array(numbers.prefix(2 + size + triangle))) else { return nil }
      result.append(one)
      numbers = numbers.dropFirst(2 + size + triangle)
    }
    return (result, Hysteresis(position: Array(loop.dropLast()), startLeft: loop[Hysteresis.parts]))
  }

  private static func hypothesis(_ numbers: [Double]) -> SocHypothesis? {
    let size = SocHypothesis.size
    var covariance = [Double](repeating: 0, count: size * size)
    var index = 2 + size
    for row in 0..<size {
      for column in 0...row {
        covariance[row * size + column] = numbers[index]
        covariance[column * size + row] = numbers[index]
        index += 1
      }
      guard covariance[row * (size + 1)] >= 0 else { return nil }
    }
    guard numbers[0] >= 0, numbers[0] < 16 else { return nil }
    return SocHypothesis(
      variant: Int(numbers[0]), logWeight: numbers[1], mean: Array(numbers[2..<2 + size]), covariance: covariance)
  }

  private static let headingWords = 5

  private static func heading(_ description: BatteryDescription) -> String {
    let table = description.table.isMeasured ? "measured" : "built-in"
    return
      "\(version) \(description.chemistry.rawValue) \(description.cells)s \(description.nameplate.value)Ah \(table)"
  }
}
