internal import Foundation
internal import Units

/// What the WebREPL port serves as files. Everything is made when it is asked for; the one file that can be put is the
/// configuration.
struct WebREPLFiles: Sendable {
  typealias Refusal = WebREPLSession.Refusal

  let agent: WeakController
  /// Reads the configuration again; nil where there is none to read, as in the demonstration.
  let loader: ConfigurationLoader?
  /// Who is behind the door, for the record.
  let user: String

  /// What can be got, for a refusal's sentence and the documentation.
  static let names =
    ["config.yaml", "status.txt", "status.json", "plan.txt", "plan.json", "events.txt", "events.json"]
    + ["day", "week", "month", "year"].flatMap { period in
      ReportFormat.allCases.map { "report-\(period).\($0.fileExtension)" }
    }

  /// A name as a client writes it, `/config.yaml`, as one of ``names``; nil for anything else.
  static func known(_ name: String) -> String? {
    let name = name.hasPrefix("/") ? String(name.dropFirst()) : name
    return names.contains(name) ? name : nil
  }

  /// The content of a file.
  func open(_ name: String) async -> Result<[UInt8], Refusal> {
    guard let name = Self.known(name) else {
      return .failure(
        Refusal(code: 2, text: "There is no such file; there are \(Self.names.joined(separator: ", "))."))
    }
    guard let controller = agent.controller else { return .failure(Refusal(code: 5, text: "The agent is stopping.")) }
    switch name {
    case "config.yaml": return configuration()
    case "status.txt": return lines(StatusText(await controller.status()).lines)
    case "status.json": return lines([await controller.status().json(pretty: true)])
    case "plan.txt": return lines(PlanText(await controller.plan()).lines)
    case "plan.json": return lines([await controller.plan().json(pretty: true)])
    case "events.txt": return lines(await controller.recentEvents(256).events.map(\.line))
    case "events.json": return lines([await controller.recentEvents(256).json(pretty: true)])
    default: return await report(name, controller)
    }
  }

  private func lines(_ lines: [String]) -> Result<[UInt8], Refusal> {
    .success(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private func configuration() -> Result<[UInt8], Refusal> {
    guard let loader, let data = FileManager.default.contents(atPath: loader.path) else {
      return .failure(Refusal(code: 2, text: "The configuration's file cannot be read."))
    }
    guard let text = String(bytes: data, encoding: .utf8), let redacted = ConfigurationSecrets(text)?.redacted else {
      return .failure(Refusal(code: 13, text: "The configuration's secrets cannot be told apart, so it is not shown."))
    }
    return .success(Array(redacted.utf8))
  }

  private func report(_ name: String, _ controller: Controller) async -> Result<[UInt8], Refusal> {
    let parts = name.dropFirst(7).split(separator: ".")
    let line = "{\"v\":1,\"op\":\"report\",\"period\":\"\(parts[0])\"}"
    guard let format = ReportFormat.allCases.first(where: { $0.fileExtension == parts[1] }),
      let call = ControlCall(line: line, peer: ControlPeer(named: user)),
      case .line(let answer) = await controller.answer(to: call)
    else { return .failure(Refusal(code: 5, text: "The report cannot be made.")) }
    if let refusal = ControlRefusal(json: answer) { return .failure(Refusal(code: 5, text: refusal.description)) }
    guard let report = Report(json: answer) else {
      return .failure(Refusal(code: 5, text: "The report is not understood."))
    }
    return .success(Array(format.render(report, in: LocalCalendar(.current)).utf8))
  }

  /// Why a file may not be put; nil where it may.
  func refusal(toPut name: String) -> Refusal? {
    guard Self.known(name) == "config.yaml" else {
      return Refusal(code: 13, text: "Only config.yaml can be put; nothing else is writable.")
    }
    guard loader != nil else { return Refusal(code: 13, text: "This agent has no configuration file to replace.") }
    return nil
  }

  /// Checks a configuration, keeps the old one as a version, and lets the agent take the new one.
  func store(_ bytes: [UInt8]) async -> Result<String, Refusal> {
    guard let loader, let controller = agent.controller else {
      return .failure(Refusal(code: 5, text: "The agent is stopping."))
    }
    let file = VersionedConfiguration(path: loader.path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failure(Refusal(code: 22, text: "config.yaml: is not UTF-8 text. The old configuration stays."))
    }
    do throws(ControlRefusal) {
      let whole = file.withSecrets(text)
      try loader.check(whole)
      let version = try file.replace(with: whole)
      let answer = try await controller.reload(by: loader, who: user)
      return .success((["Taken; the old one is \(version)."] + answer.lines).joined(separator: "\r\n"))
    } catch {
      let words = error.description.replacingOccurrences(of: "\n", with: "\r\n")
      await controller.noteEvent(.access, "config.yaml", "Refused: \(error.description)", by: user)
      return .failure(Refusal(code: error.error.code == "cannot_write" ? 5 : 22, text: words))
    }
  }
}
