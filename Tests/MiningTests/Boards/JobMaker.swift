import Crypto

@testable import Mining

/// Jobs whose answers are known, made with an independent SHA-1.
enum JobMaker {
  static let previous = "b1d5daa0118596c898ab96a63e58e1da0ad5084a"

  static func job(answer: Int, difficulty: Int = 6, previous: String = previous) -> PoolJob {
    let digest = Insecure.SHA1.hash(data: Array("\(previous)\(answer)".utf8))
    return PoolJob(previousHash: previous, expectedHash: HexText.text(Array(digest)), difficulty: difficulty)
  }

  static func random(difficulty: Int, using random: inout SplitMix) -> (job: PoolJob, answer: Int) {
    let previous = HexText.text((0..<20).map { _ in UInt8.random(in: 0...255, using: &random) })
    let answer = Int.random(in: 1...difficulty * 100, using: &random)
    return (job(answer: answer, difficulty: difficulty, previous: previous), answer)
  }
}
