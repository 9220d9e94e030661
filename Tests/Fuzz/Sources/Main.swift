import Glibc

/// `fuzz TARGET [--count N] [--seed N] [--finding FILE] [--harvest FOLDER] [--replay FILE] [CORPUS FILE…]`
///
/// Ends with 0 when no rule was broken, 1 when one was, 70 after a crash or a hang, 64 when misused.
@main
enum Main {
  static let targets: [any FuzzTarget.Type] = [
    VEDirectTarget.self, ReplyTarget.self, BoardTarget.self, PoolLineTarget.self, PoolSessionTarget.self,
    WebTarget.self,
  ]

  static func main() {
    var fuzzing = Fuzzing()
    var words = CommandLine.arguments.dropFirst()
    guard let name = words.popFirst(), let target = targets.first(where: { $0.name == name }) else { misused() }
    while let word = words.popFirst() {
      switch word {
      case "--count": fuzzing.count = number(&words)
      case "--seed": fuzzing.seed = UInt64(number(&words))
      case "--finding": fuzzing.finding = text(&words)
      case "--harvest": fuzzing.harvest = text(&words)
      case "--replay":
        fuzzing.corpus = [input(text(&words))]
        fuzzing.count = 1
      default: fuzzing.corpus.append(input(word))
      }
    }
    exit(fuzzing.run(target) == nil ? 0 : 1)
  }

  private static func text(_ words: inout ArraySlice<String>) -> String {
    guard let word = words.popFirst() else { misused() }
    return word
  }

  private static func number(_ words: inout ArraySlice<String>) -> Int {
    guard let number = Int(text(&words)), number >= 0 else { misused() }
    return number
  }

  private static func input(_ file: String) -> [UInt8] {
    guard let bytes = LastInput.read(file) else { misused() }
    return bytes
  }

  private static func misused() -> Never {
    print("usage: fuzz TARGET [--count N] [--seed N] [--finding FILE] [--harvest FOLDER] [--replay FILE] [FILE…]")
    print("targets: \(targets.map { $0.name }.joined(separator: " "))")
    exit(64)
  }
}
