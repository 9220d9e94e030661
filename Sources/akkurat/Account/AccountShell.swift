import Agent
import ArgumentParser
import Mining
import NIOPosix
import Units

/// Runs a face: keys, signals, the server's answers and the rig's word are merged and handed to it one by one.
struct AccountShell<Face: AccountFace> {
  private enum Event: Sendable {
    case outcome(AskingShelf.Outcome, user: String)
    case rig(StatusDocument?, String)
    case input(TerminalInput)
    case second
  }

  let place: AccountPlace
  let shelf: AskingShelf
  /// Ask the rig's agent too.
  let asksRig: Bool
  let isInteractive: Bool
  var log: HourLog?

  private static func now() -> Moment {
    Moment(uptime: SystemTimebase().now, wall: WallClock.now)
  }

  /// Runs until the owner leaves.
  func run(_ face: Face) async throws {
    var (face, log) = (face, log)
    let (events, told) = AsyncStream<Event>.makeStream()
    let keys = isInteractive && Terminal.hasKeys
    let listening = TerminalInput.listen(keys: keys) { told.yield(.input($0)) }
    let ticking = Task {
      while !Task.isCancelled {
        told.yield(.second)
        try? await Task.sleep(for: .seconds(1))
      }
    }
    let isScreen = isInteractive && face.screen(width: 80, height: 24, at: Self.now()) != nil
    let terminal = isInteractive ? Terminal(keys: keys, wholeScreen: isScreen) : nil
    var output = AccountOutput(terminal: terminal, isScreen: isScreen)
    defer {
      listening.cancel()
      ticking.cancel()
      told.finish()
      log?.write(at: Self.now().uptime)
      terminal?.leave()
      if let failure = log?.failure { StandardError.print(failure) }
    }
    var asking = AccountAsking()
    for await event in events {
      let now = Self.now()
      var actions: [AccountAction] = []
      switch event {
      case .outcome(let outcome, let user):
        if let word = asking.took(outcome, of: user, wanted: face.user, tick: face.tick, at: now) {
          actions = face.take(word, at: now)
        }
        actions += face.take(.due(asking.due), at: now)
      case .rig(let status, let reason): actions = face.take(.rig(status, reason), at: now)
      case .input(.stop): return
      case .input(.resized): output.forget()
      case .input(.key(let key)):
        actions = face.take(.key(key), at: now)
        if face.isImpatient { asking.hurry(at: now) }
      case .second: break
      }
      for action in actions {
        switch action {
        case .say(let lines): output.say(lines)
        case .prompt(let text): output.prompt(text)
        case .log(let lines): log?.add(lines, user: face.user, at: now)
        case .logHourly(let lines): log?.add(lines, user: face.user, at: now, onlyFirst: true)
        case .complain(let text): StandardError.print(text)
        case .suspend: output.suspend()
        case .leave(let code):
          guard code != .success else { return }
          throw code
        }
      }
      if asking.isDue(at: now) { ask(face.user, asking.begin(), told) }
      output.draw(face, at: now)
    }
  }

  private func ask(_ user: String, _ maximumAge: Duration, _ told: AsyncStream<Event>.Continuation) {
    let (shelf, path, asksRig) = (shelf, place.socket, asksRig)
    Task {
      if asksRig {
        let word = await RigLook.ask(path)
        told.yield(.rig(word.status, word.reason))
      }
      told.yield(
        .outcome(await shelf.answer(on: user, maximumAge: maximumAge, now: { WallClock.now }), user: user))
    }
  }
}
