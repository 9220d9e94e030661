extension ConsoleInterpreter {
  /// What a letter of the rig does.
  mutating func rig(_ letter: Character, _ given: Int?) -> [ConsoleAction] {
    let n = given ?? current
    switch letter {
    case "o": return connections(.overview)
    case "i": return connections(.info(given))
    case "q": return connections(.board(n))
    case "w": return connections(.result(n))
    case "h": return connections(.rate(n))
    case "u": return connections(.reset(given))
    case "p": return ask(.power, [("op", "\"status\"")])
    case "B": return ask(.battery, [("op", "\"status\"")])
    case "T": return ask(.troubles, [("op", "\"status\"")])
    case "P": return ask(.plan, [("op", "\"plan\"")])
    case "E": return ask(.events, [("op", "\"events\""), ("n", "\(max(1, min(given ?? 10, 256)))")])
    case "R": return ask(.report, [("op", "\"report\""), ("period", "\"day\""), ("ago", "\(given ?? 0)")])
    case "O": return ask(.orders, override("list"))
    case "s": return ask(.reload, [("op", "\"reload\"")])
    case "a": return makeCurrent(given)
    case "S": return enterTool()
    case "?": return say(given.map(help(ofCode:)) ?? helpText)
    case "x": return [.leave]
    default: return order(letter, given)
    }
  }

  private mutating func order(_ letter: Character, _ given: Int?) -> [ConsoleAction] {
    let n = given ?? current
    switch letter {
    case "N":
      guard let given else { return say(["How many boards? Type the number first, for example 3N."]) }
      return ask(.orders, override("set") + [("order", "\"boards\""), ("count", "\(given)")])
    case "A": return ask(.orders, override("set") + [("order", "\"auto\"")])
    case "C": return ask(.orders, override("clear") + (given.map { [("id", "\($0)")] } ?? []))
    case "D": return ask(.orders, override("set") + [("order", "\"pause\"")])
    case "l": return ask(.begin, override("set") + [("order", "\"boost\"")])
    case "c": return connections(.pick(n, .on))
    case "d": return connections(.pick(n, .off))
    case "e": return connections(.pick(n, .remove))
    case "m": return connections(.pick(n, .step))
    case "y": return jobs("run", given)
    case "z": return jobs("finish", given)
    default: return []
    }
  }

  private func jobs(_ action: String, _ given: Int?) -> [ConsoleAction] {
    guard let given else {
      return say(["How many jobs? Type the number first, for example 3\(action == "run" ? "y" : "z")."])
    }
    return ask(
      .jobs, [("op", "\"jobs\""), ("do", "\"\(action)\""), ("count", "\(given)"), ("from", "\"\(face)\"")])
  }

  private mutating func makeCurrent(_ given: Int?) -> [ConsoleAction] {
    guard let given, given >= 1 else {
      return say(["Which connection? Its number in the overview first, for example 2a."])
    }
    current = given
    return say(["Letters without a number mean connection \(given) now."])
  }

  private mutating func enterTool() -> [ConsoleAction] {
    menu = .tool
    return connections(.bus)
  }

  func override(_ action: String) -> [(String, String)] {
    [("op", "\"override\""), ("do", "\"\(action)\""), ("from", "\"\(face)\"")]
  }

  func connections(_ view: ConsoleRequest.View) -> [ConsoleAction] { ask(view, [("op", "\"connections\"")]) }

  func ask(_ view: ConsoleRequest.View, _ body: [(String, String)]) -> [ConsoleAction] {
    [.ask(ConsoleRequest(view, body))]
  }

  func say(_ lines: [String]) -> [ConsoleAction] { [.show(ConsoleText.lines(lines) + prompt)] }

  /// Help of a letter by its code: `121?`.
  func help(ofCode code: Int) -> [String] {
    guard (0x21...0x7E).contains(code) else { return ["\(code) is the code of no command; 121 is that of y."] }
    return help(of: Character(UnicodeScalar(UInt8(code))))
  }
}
