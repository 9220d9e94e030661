import Power
import Testing
import Units

@Suite("Battery estimator on reference traces")
struct BatteryEstimatorTraceTests {
  struct Goal: Sendable, CustomTestStringConvertible {
    var trace: String
    var battery: String
    var usesTable: Bool
    /// Percent of capacity.
    var limit: Double
    var testDescription: String { "\(battery), \(usesTable ? "own table" : "built-in table")" }
  }

  static let goals = [
    Goal(trace: "nmc", battery: "nmc 3s 5Ah", usesTable: true, limit: 1.0),
    Goal(trace: "lead", battery: "lead-agm 6s 7Ah", usesTable: true, limit: 1.0),
    Goal(trace: "lifepo4", battery: "lifepo4 4s 6Ah", usesTable: true, limit: 1.5),
    Goal(trace: "nimh", battery: "nimh 4s 2.4Ah", usesTable: true, limit: 4.0),
    Goal(trace: "nmc", battery: "nmc 3s 5Ah", usesTable: false, limit: 2.0),
    Goal(trace: "lead", battery: "lead-agm 6s 7Ah", usesTable: false, limit: 4.0),
    Goal(trace: "lifepo4", battery: "lifepo4 4s 6Ah", usesTable: false, limit: 6.0),
    Goal(trace: "nimh", battery: "nimh 4s 2.4Ah", usesTable: false, limit: 4.0),
  ]

  @Test("the error over a whole trace, start unknown, stays within the goal", arguments: goals)
  func goal(_ goal: Goal) throws {
    let description = try BatteryTraceFiles.description(goal.battery, table: goal.usesTable ? goal.trace : nil)
    let errors = BatteryTraceFiles.errors(description, try BatteryTraceFiles.lines(goal.trace))
    #expect(errors.rms <= goal.limit)
    #expect(errors.claimRatio < 4)
  }

  @Test("a row does not change when later rows are cut away")
  func causal() throws {
    let description = try BatteryTraceFiles.description("lifepo4 4s 6Ah")
    let lines = try BatteryTraceFiles.lines("lifepo4").prefix(400)
    var (whole, cut) = (BatteryEstimator(description), BatteryEstimator(description))
    let all = lines.map { whole.update($0.sample) }
    let some = lines.prefix(250).map { cut.update($0.sample) }
    #expect(Array(all.prefix(250)) == some)
  }
}
