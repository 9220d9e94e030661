import Foundation
import Testing
import Units

@testable import Agent

@Suite("The report over the control socket")
struct ReportOperationTests {
  static func operation(_ directory: String, clock: UnixTime?) throws -> ReportOperation {
    var configuration = try AgentConfiguration(
      parsing: String(contentsOf: Self.example, encoding: .utf8), file: "example", program: "Akkurat 0.1.0")
    configuration.history.directory = directory
    let found = configuration
    return ReportOperation(
      in: LocalCalendar(TimeZone(identifier: "Europe/Berlin")!), now: { clock }, rig: { found })
  }

  static var example: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Examples/shed-3-boards.yaml")
  }

  static func ask(_ operation: ReportOperation, _ line: String) async throws -> String {
    let call = try #require(ControlCall(line: line, peer: .own))
    guard case .line(let answer) = try await operation.answer(call) else { return "" }
    return answer
  }

  @Test("a period of the history is answered as one line of JSON")
  func answers() async throws {
    let folder = HistoryFolder()
    _ = try ReportHistoryTests.fill(folder.history)
    let operation = try Self.operation(folder.path, clock: ReportHistoryTests.now)
    let answer = try await Self.ask(operation, #"{"v":1,"op":"report","period":"week","ago":1}"#)
    let report = try #require(Report(json: answer))
    #expect(!answer.contains("\n"))
    #expect(report.period.title == "Week 46, 9 to 15 Nov 2026")
    #expect(report.period.recordedHours > 100)
    let span = try await Self.ask(operation, #"{"v":1,"op":"report","since":"2026-11-03","until":"2026-11-04"}"#)
    #expect(try #require(Report(json: span)).period.hours == 48)
  }

  @Test("what cannot be answered is refused with its reason")
  func refusals() async throws {
    let folder = HistoryFolder()
    let operation = try Self.operation(folder.path, clock: ReportHistoryTests.now)
    func code(_ operation: ReportOperation, _ line: String) async throws -> String {
      do throws(ControlRefusal) {
        _ = try await operation.answer(ControlCall(line: line, peer: .own)!)
        return ""
      } catch {
        return error.error.code
      }
    }
    #expect(try await code(operation, #"{"v":1,"op":"report"}"#) == "no_history")
    #expect(try await code(operation, #"{"v":1,"op":"report","period":"span"}"#) == "out_of_range")
    #expect(try await code(operation, #"{"v":1,"op":"report","period":"decade"}"#) == "not_understood")
    #expect(try await code(operation, #"{"v":1,"op":"report","since":"soon"}"#) == "out_of_range")
    let lost = try Self.operation(folder.path, clock: nil)
    #expect(try await code(lost, #"{"v":1,"op":"report"}"#) == "no_clock")
  }
}
