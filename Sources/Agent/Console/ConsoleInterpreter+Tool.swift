extension ConsoleInterpreter {
  /// What a letter of the bus tool does.
  mutating func tool(_ letter: Character, _ given: Int?) -> [ConsoleAction] {
    switch letter {
    case "d": return busAsk("scan")
    case "t": return aim(given)
    case "b": return nextBus()
    case "s": return busAsk("speed")
    case "h", "f": return say(help(of: letter))
    case "?": return say(given.map(help(ofCode:)) ?? helpText)
    case "x":
      menu = .rig
      return busAsk("release")
    default: return atTarget(letter, given)
    }
  }

  private func atTarget(_ letter: Character, _ given: Int?) -> [ConsoleAction] {
    guard let target else { return say(["No target yet; set it with its address, for example 42t."]) }
    switch letter {
    case "i": return busAsk("info", target)
    case "k": return busAsk("hold", target)
    case "q": return busAsk("query", target, n: 3, text: "S")
    case "w": return busAsk("query", target, n: 5, text: "R")
    case "e": return busAsk("query", target, n: 5, text: "E")
    case "z": return busAsk("query", target, n: 24, text: "I")
    case "r":
      guard let given else { return say(["How many bytes? Type the number first, for example 3r."]) }
      return busAsk("read", target, n: given)
    case "v":
      guard let given else { return say(["Which new address? Type it first, for example 43v."]) }
      return busAsk("readdress", target, n: given)
    default: return busAsk("write", target, text: String(letter))
    }
  }

  private mutating func aim(_ given: Int?) -> [ConsoleAction] {
    guard let given, (8...119).contains(given) else {
      return say(["Which address? From 8 to 119, typed first, for example 42t."])
    }
    target = given
    return say(["Target is \(given) (0x\(String(given, radix: 16)))."])
  }

  private mutating func nextBus() -> [ConsoleAction] {
    guard let place = buses.firstIndex(where: { $0 == bus }) else { return say(["The rig has no bus."]) }
    bus = buses[(place + 1) % buses.count]
    target = nil
    return say(["Bus \(bus ?? "")."])
  }

  private func busAsk(_ action: String, _ target: Int? = nil, n: Int? = nil, text: String? = nil) -> [ConsoleAction] {
    var body = [("op", "\"bus\""), ("do", "\"\(action)\"")]
    if let bus { body.append(("bus", ConsoleRequest.quoted(bus))) }
    if let target { body.append(("address", "\(target)")) }
    if let n { body.append(("n", "\(n)")) }
    if let text { body.append(("text", ConsoleRequest.quoted(text))) }
    return ask(.bus, body)
  }
}
