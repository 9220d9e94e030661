import Agent
import Bus
import Foundation
import Mining
import Units

/// The result of `akkurat board test`.
struct BoardTestReport: JSONDocument {
  struct Job: Codable, Sendable {
    var expected: Int
    /// `right`, `wrong` or `missing`.
    var verdict: String
    /// What is wrong, as a number or a sentence.
    var detail: String?
    var elapsedS: Double?
  }

  var address: Int
  var dialect: String
  var chip: String?
  var jobs: [Job]
  var wanted: Int
  var wrong: Int
  var searchingS: Double
  var hashRate: Double?
  var passed: Bool
  /// Why it ended early.
  var end: String?

  init(_ trial: BoardTrial, _ board: BoardDescription) {
    address = Int(board.address.value)
    dialect = board.dialect.rawValue
    chip = trial.chip?.description
    jobs = trial.answers.map { answer in
      let (verdict, detail) = Self.words(answer.verdict)
      return Job(
        expected: answer.expected, verdict: verdict, detail: detail, elapsedS: answer.elapsed?.inSeconds)
    }
    wanted = trial.count
    wrong = trial.wrong
    searchingS = trial.searching.inSeconds
    hashRate = trial.hashRate?.value
    passed = trial.isPassed
    end = trial.end?.description
  }

  private static func words(_ verdict: BoardTrial.Verdict) -> (String, String?) {
    switch verdict {
    case .right: ("right", nil)
    case .wrong(let nonce): ("wrong", "\(nonce)")
    case .nothingFound: ("wrong", "says that nothing fits")
    case .failed(let failure): ("missing", failure.description)
    }
  }

  /// One job as people read it.
  static func line(_ number: Int, _ answer: BoardTrial.Answer) -> String {
    let (verdict, detail) = words(answer.verdict)
    let time = answer.elapsed.map { String(format: "%9.1f ms", $0.inSeconds * 1000) } ?? "        – ms"
    let rate = answer.elapsed.map { String(format: "%7.0f H/s", Double(answer.expected + 1) / $0.inSeconds) }
    return String(format: "job %3d   nonce %4d", number, answer.expected)
      + "\(time)\(answer.verdict == .right ? rate ?? "" : "")   \(verdict)\(detail.map { ": \($0)" } ?? "")"
  }

  /// The last line.
  var summary: String {
    let rate = hashRate.map { String(format: ", %.0f H/s", $0) } ?? ""
    let head =
      "\(jobs.count) of \(wanted) jobs in dialect \(dialect), \(wrong) wrong"
      + String(format: ", %.2f s of searching", searchingS) + rate + "."
    return end.map { "\(head)\nThe test ended early. \($0)" } ?? head
  }
}
