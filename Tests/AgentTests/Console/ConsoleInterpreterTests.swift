import Testing

@testable import Agent

/// Types at a console and collects what it shows and asks.
struct Typist {
  var console = ConsoleInterpreter()
  var shown = ""
  var asked: [ConsoleRequest] = []
  var hasLeft = false

  mutating func type(_ bytes: [UInt8]) {
    for byte in bytes { take(console.take(byte)) }
  }

  mutating func type(_ text: String) { type(Array(text.utf8)) }

  mutating func take(_ actions: [ConsoleAction]) {
    for action in actions {
      switch action {
      case .show(let text): shown += text
      case .ask(let request): asked.append(request)
      case .leave: hasLeft = true
      }
    }
  }

  /// The agent answers the last request.
  mutating func answer(_ line: String) { take(console.answer(line, to: asked.last!)) }

  /// What was asked since the start, without the protocol's version.
  var lines: [String] { asked.map { String($0.line.dropFirst(7)) } }

  static func typing(_ text: String) -> Typist {
    var typist = Typist()
    typist.type(text)
    return typist
  }
}

@Suite("The rig console: digits, then one letter, at once")
struct ConsoleInterpreterTests {
  @Test(
    "each letter asks at once what the control socket knows, with the console's name on orders",
    arguments: [
      ("o", #""op":"connections"}"#), ("i", #""op":"connections"}"#), ("3q", #""op":"connections"}"#),
      ("w", #""op":"connections"}"#), ("h", #""op":"connections"}"#), ("u", #""op":"connections"}"#),
      ("p", #""op":"status"}"#), ("B", #""op":"status"}"#), ("T", #""op":"status"}"#), ("P", #""op":"plan"}"#),
      ("E", #""op":"events","n":10}"#), ("25E", #""op":"events","n":25}"#), ("999E", #""op":"events","n":256}"#),
      ("R", #""op":"report","period":"day","ago":0}"#), ("2R", #""op":"report","period":"day","ago":2}"#),
      ("O", #""op":"override","do":"list","from":"console"}"#), ("s", #""op":"reload"}"#),
      ("3N", #""op":"override","do":"set","from":"console","order":"boards","count":3}"#),
      ("A", #""op":"override","do":"set","from":"console","order":"auto"}"#),
      ("C", #""op":"override","do":"clear","from":"console"}"#),
      ("4C", #""op":"override","do":"clear","from":"console","id":4}"#),
      ("D", #""op":"override","do":"set","from":"console","order":"pause"}"#),
      ("l", #""op":"override","do":"set","from":"console","order":"boost"}"#),
      ("12y", #""op":"jobs","do":"run","count":12,"from":"console"}"#),
      ("0z", #""op":"jobs","do":"finish","count":0,"from":"console"}"#), ("S", #""op":"connections"}"#),
    ])
  func letters(typed: String, asked: String) {
    let typist = Typist.typing(typed)
    #expect(typist.lines == [asked])
    #expect(typist.shown == typed + "\r\n", "digits are shown as typed, then the letter")
  }

  @Test(
    "letters for one board find its name first, then give the order that akkurat override gives",
    arguments: [
      ("2c", #""op":"override","do":"set","from":"console","order":"board","board":"b\"2","on":true}"#),
      ("2d", #""op":"override","do":"set","from":"console","order":"board","board":"b\"2","on":false}"#),
      (
        "2e",
        #""op":"override","do":"set","from":"console","order":"board","board":"b\"2","on":false,"until_cleared":true}"#
      ), ("2m", #""op":"jobs","do":"step","count":1,"board":"b\"2","from":"console"}"#),
    ])
  func boards(typed: String, asked: String) {
    var typist = Typist.typing(typed)
    typist.answer(Samples.connections(names: ["b1", "b\"2"]).json())
    #expect(typist.lines.last == asked)
    #expect(ControlCall(line: typist.asked.last!.line, peer: .own) != nil, "a name cannot break the request")
    typist = Typist.typing("7" + typed.suffix(1))
    typist.answer(Samples.connections(names: ["b1"]).json())
    #expect(typist.asked.count == 1 && typist.shown.contains("no connection 7"))
  }

  @Test("n a makes a connection the current one, which letters without a number mean")
  func current() {
    var typist = Typist.typing("2aq")
    typist.answer(Samples.connections(names: ["b1", "b2"]).json())
    #expect(typist.shown.contains("b2 at main") && !typist.shown.contains("b1 at main"))
    #expect(typist.shown.hasSuffix("2> "))
  }

  @Test("l runs until a key is pressed: overviews by the clock of the door, then the order is taken back")
  func live() {
    var typist = Typist.typing("l")
    #expect(!typist.console.isLive)
    typist.answer(Samples.taken(id: "o9").json())
    #expect(typist.console.isLive && typist.console.tick() != nil)
    typist.type("q")
    #expect(!typist.console.isLive && typist.console.tick() == nil)
    #expect(typist.lines.last == #""op":"override","do":"clear","id":9,"from":"console"}"#)
    #expect(typist.lines.count == 2, "the key itself is no command")
  }

  @Test("l below the floor is refused in the words of the agent and does not run")
  func refused() {
    var typist = Typist.typing("l")
    let words = "\"boost\" is refused by safety, nothing was switched. The battery is at 11.10 V."
    typist.answer(ControlRefusal(code: "refused_by_safety", message: words).text)
    #expect(!typist.console.isLive)
    #expect(typist.shown.replacingOccurrences("\r\n  ", with: " ").contains(words))
  }

  @Test("backspace edits the number, Escape and Ctrl-C drop it, a number has at most five digits")
  func editing() {
    #expect(Typist.typing("12\u{7F}3N").lines.last?.contains("\"count\":13") == true)
    #expect(Typist.typing("12\u{8}\u{8}\u{8}N").lines.isEmpty)
    #expect(Typist.typing("12\u{3}N").lines.isEmpty)
    #expect(Typist.typing("12\u{1B}N").lines.isEmpty)
    #expect(Typist.typing("123456789N").lines.last?.contains("\"count\":12345}") == true)
    #expect(Typist.typing("12 3N").lines.last?.contains("\"count\":123") == true)
  }

  @Test("arrow and function keys are no letters", arguments: ["\u{1B}[A", "\u{1B}OA", "\u{1B}[3~", "\u{1B}[1;5D"])
  func arrows(keys: String) {
    let typist = Typist.typing(keys + "p")
    #expect(typist.lines == [#""op":"status"}"#])
  }

  @Test("an unknown letter is told kindly, and not a thousand times")
  func unknown() {
    let typist = Typist.typing("k")
    #expect(typist.shown == "k\r\nk is no command here. ? shows all of them.\r\n1> ")
    #expect(Typist.typing(String(repeating: "k", count: 5000)).shown.count < 300)
    #expect(Typist.typing("ö€").shown.isEmpty)
  }

  @Test("x leaves the console and asks the agent nothing; Ctrl-D is x")
  func leaving() {
    #expect(Typist.typing("x").hasLeft && Typist.typing("x").lines.isEmpty)
    #expect(Typist.typing("\u{4}").hasLeft)
  }

  @Test("? shows every letter by group; n ? and / tell of one")
  func help() {
    let all = Typist.typing("?").shown
    for key in ConsoleKey.rig { #expect(all.contains("  \(key.usage.padded(to: 5))  \(key.summary)\r\n")) }
    #expect(Typist.typing("/y").shown.contains("run n jobs each, then stop"))
    #expect(Typist.typing("121?").shown.contains("run n jobs each, then stop"))
    #expect(Typist.typing("/\u{7}").lines.isEmpty && Typist.typing("/D").lines.isEmpty)
    #expect(Typist.typing("99999?").shown.contains("code of no command"))
  }

  @Test("every key of help and code is there once, and none is longer than a line")
  func keys() {
    for keys in [ConsoleKey.rig, ConsoleKey.tool] {
      #expect(Set(keys.map(\.letter)).count == keys.count)
      for key in keys { #expect(key.summary.count + 9 <= 80 && !key.help.isEmpty) }
    }
    for key in ConsoleKey.rig where key.letter != "/" {
      let typist = Typist.typing("1\(key.letter)")
      #expect(!typist.lines.isEmpty || typist.hasLeft || typist.shown.count > 20, "\(key.letter) does nothing")
    }
  }

  @Test("the bus tool: its prompt shows the target, capitals are sent as they are, x gives held boards back")
  func tool() {
    var typist = Typist.typing("S")
    typist.answer(Samples.connections(names: ["b1"]).json())
    typist.type("r")
    #expect(typist.shown.contains("No target yet"))
    typist.type("42t")
    #expect(typist.shown.hasSuffix("bus main 42> "))
    typist.type("k")
    #expect(typist.lines.last == #""op":"bus","do":"hold","bus":"main","address":42}"#)
    typist.type("3rqwezi43vdsACHLMNOPQSx")
    let sent = typist.lines.suffix(20)
    func at(_ rest: String) -> String { #""op":"bus","do":"\#(rest)}"# }
    let place = #"","bus":"main","address":42"#
    #expect(
      sent.prefix(9) == [
        at("read\(place),\"n\":3"), at("query\(place),\"n\":3,\"text\":\"S\""),
        at("query\(place),\"n\":5,\"text\":\"R\""),
        at("query\(place),\"n\":5,\"text\":\"E\""), at("query\(place),\"n\":24,\"text\":\"I\""), at("info\(place)"),
        at("readdress\(place),\"n\":43"), at("scan\",\"bus\":\"main\""), at("speed\",\"bus\":\"main\""),
      ])
    #expect(sent.dropFirst(9).prefix(10) == "ACHLMNOPQS".map { at("write\(place),\"text\":\"\($0)\"") }[...])
    #expect(sent.last == #""op":"bus","do":"release","bus":"main"}"#)
    #expect(typist.shown.hasSuffix("x\r\n") && !typist.hasLeft)
    typist.answer(#"{"lines":[],"v":1}"#)
    #expect(typist.shown.hasSuffix("1> "))
  }

  @Test("a target is an address from 8 to 119", arguments: ["7t", "120t", "t", "99999t"])
  func target(typed: String) {
    var typist = Typist.typing("S")
    typist.answer(Samples.connections(names: ["b1"]).json())
    typist.type(typed)
    #expect(typist.console.target == nil && typist.asked.count == 1)
  }

  @Test("a flood of bytes of any kind harms nothing")
  func flood() {
    var typist = Typist()
    var random = SplitMix(7)
    for _ in 0..<20_000 {
      typist.type([UInt8(truncatingIfNeeded: random.next())])
      if typist.hasLeft { typist.hasLeft = false }
    }
    #expect(typist.console.number.map { $0 <= ConsoleInterpreter.largestNumber } ?? true)
    for request in typist.asked { #expect(ControlCall(line: request.line, peer: .own) != nil) }
  }
}

extension String {
  func replacingOccurrences(_ old: String, with new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
