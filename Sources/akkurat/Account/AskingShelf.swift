import Agent
import Foundation
import Mining
import Units

/// Asks the service as often as its limits allow, all programs of this user on this machine together: the pace and the
/// last answers lie in memory (a file in /dev/shm), where they cost no card and are gone with the next boot.
struct AskingShelf: Sendable {
  /// What came of wanting an answer.
  enum Outcome: Sendable {
    /// An answer, and how old it is.
    case answer(AccountAnswer, age: Duration)
    /// Asked in vain; worth trying again after a pause.
    case problem(AccountProblem, pause: Duration)
    /// Not asked, because it must not be asked yet, and nothing young enough is kept.
    case tooEarly(Duration, last: String?)
  }

  private struct Notes: JSONDocument {
    struct Kept: Codable, Sendable {
      var at: Double
      var body: String
    }

    var pace = AskingPace()
    var answers: [String: Kept] = [:]
    /// Why the last request failed.
    var problem: String?
  }

  private static let mostUsers = 8

  private let service: AccountService
  private let path: String

  init(_ service: AccountService, directory: String = AskingShelf.directory) {
    self.service = service
    let name = service.base.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    path = "\(directory)/\(String(name.suffix(80))).json"
    mkdir(directory, 0o700)
  }

  /// A directory of this user in memory.
  static var directory: String { "/dev/shm/akkurat-\(getuid())" }

  /// The answer on a user: one that another program got not longer than `maximumAge` ago, else a new one.
  func answer(on user: String, maximumAge: Duration, now: @Sendable () -> UnixTime) async -> Outcome {
    enum Turn { case ask, take(Outcome) }
    let start = now()
    let turn: Turn = change { notes in
      if let kept = notes.answers[user], (0...maximumAge.inSeconds).contains(start.seconds - kept.at),
        let answer = try? AccountAnswer(WebAnswer(status: 200, body: Array(kept.body.utf8)), user: user)
      {
        return .take(.answer(answer, age: .seconds(start.seconds - kept.at)))
      }
      let wait = notes.pace.wait(at: start)
      guard wait <= .zero else { return .take(.tooEarly(wait, last: notes.problem)) }
      notes.pace.asked(at: start)
      return .ask
    }
    guard case .take(let outcome) = turn else { return await ask(user, now) }
    return outcome
  }

  private func ask(_ user: String, _ now: @Sendable () -> UnixTime) async -> Outcome {
    do throws(AccountProblem) {
      let raw = try await service.ask(user)
      let answer = try AccountAnswer(raw, user: user)
      let at = now().seconds
      change { notes in
        notes.pace.answered()
        notes.problem = nil
        notes.answers[user] = .init(at: at, body: String(decoding: raw.body, as: UTF8.self))
        let oldest = notes.answers.min { $0.value.at < $1.value.at }
        if notes.answers.count > Self.mostUsers, let oldest { notes.answers[oldest.key] = nil }
      }
      return .answer(answer, age: .zero)
    } catch {
      let at = now()
      let pause = change { notes in
        var random = SystemRandomNumberGenerator()
        notes.pace.failed(error, at: at, using: &random)
        notes.problem = "\(error)"
        return notes.pace.wait(at: at)
      }
      return .problem(error, pause: pause)
    }
  }

  /// Changes the notes while no other program does. Where the file cannot be used, because it is not ours, the limits
  /// hold for this request alone.
  @discardableResult
  private func change<Result>(_ edit: (inout Notes) -> Result) -> Result {
    let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    defer { if file >= 0 { close(file) } }
    let owner = try? FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID] as? UInt
    guard file >= 0, owner == UInt(getuid()), flock(file, LOCK_EX) == 0 else {
      var notes = Notes()
      return edit(&notes)
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: false)
    let text = (try? handle.readToEnd()).flatMap { String(bytes: $0, encoding: .utf8) } ?? ""
    var notes = Notes(json: text) ?? Notes()
    let result = edit(&notes)
    ftruncate(file, 0)
    lseek(file, 0, SEEK_SET)
    try? handle.write(contentsOf: Data(notes.json().utf8))
    return result
  }
}
