/// The rig console of one owner behind a door inside of the agent: a serial line, a WebREPL client, a tab of the web page.
///
///     let session = ConsoleSession(controller, face: "web", user: "sun")
///     show(session.greeting)
///     let reply = await session.feed(Array("3N".utf8))   // what was typed, as often as it comes
///     show(reply.text)                                    // lines end with CR LF; 80 columns at most; ASCII but for units
///     if reply.isOver { close() }                         // the owner typed x
///
/// While ``isLive`` (a run until a key is pressed) call ``tick()`` about every two seconds and show what it returns.
/// Orders carry `user` and `face`; whoever opens a session has checked who it is. Feeds are served in their order. What is
/// fed while eight wait, and of one feed what is beyond 512 bytes, is dropped: nobody types so fast.
public actor ConsoleSession {
  /// What a feed came to.
  public struct Reply: Sendable, Hashable {
    /// To show.
    public var text: String
    /// The owner has left.
    public var isOver: Bool
  }

  /// The most bytes of one feed.
  public static let longestFeed = 512
  private static let mostWaiting = 8

  private let responder: any ControlResponder
  private let peer: ControlPeer
  private var interpreter: ConsoleInterpreter
  private var isOver = false
  private var last: Task<Reply, Never>?
  private var waiting = 0

  /// What is shown first.
  public nonisolated let greeting: String

  /// A session.
  ///
  /// - Parameters:
  ///   - responder: the ``Controller``.
  ///   - face: the door, as orders name it.
  ///   - user: who is behind it, as orders name them.
  public init(_ responder: any ControlResponder, face: String, user: String) {
    self.responder = responder
    peer = ControlPeer(named: user)
    interpreter = ConsoleInterpreter(face: face)
    greeting = interpreter.greeting
  }

  /// A run until a key is pressed goes on.
  public var isLive: Bool { interpreter.isLive }

  /// Takes what was typed and returns what is to be shown.
  public func feed(_ bytes: [UInt8]) async -> Reply {
    guard waiting < Self.mostWaiting else { return Reply(text: "\u{7}", isOver: isOver) }
    let taken = Array(bytes.prefix(Self.longestFeed))
    return await inTurn { await $0.serve(taken) }
  }

  /// The overview of a run until a key is pressed; empty when there is none.
  public func tick() async -> String {
    guard isLive, waiting == 0 else { return "" }
    return await inTurn { session in
      guard let request = await session.interpreter.tick() else { return Reply(text: "", isOver: false) }
      return Reply(text: await session.ask(request), isOver: false)
    }.text
  }

  private func inTurn(_ work: @escaping @Sendable (ConsoleSession) async -> Reply) async -> Reply {
    let before = last
    waiting += 1
    let task = Task {
      _ = await before?.value
      return await work(self)
    }
    last = task
    let reply = await task.value
    waiting -= 1
    return reply
  }

  private func serve(_ bytes: [UInt8]) async -> Reply {
    var text = ""
    for byte in bytes where !isOver { text += await perform(interpreter.take(byte)) }
    return Reply(text: text, isOver: isOver)
  }

  private func perform(_ actions: [ConsoleAction]) async -> String {
    var text = ""
    for action in actions {
      switch action {
      case .show(let words): text += words
      case .ask(let request): text += await ask(request)
      case .leave: isOver = true
      }
    }
    return text
  }

  private func ask(_ request: ConsoleRequest) async -> String {
    guard let call = ControlCall(line: request.line, peer: peer),
      case .line(let answer) = await responder.answer(to: call)
    else { return "" }
    return await perform(interpreter.answer(answer, to: request))
  }
}
