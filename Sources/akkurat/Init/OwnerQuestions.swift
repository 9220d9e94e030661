import Foundation

/// Asks the owner, where there is one at a terminal.
struct OwnerQuestions {
  /// Takes a prompt, gives the answer; nil where nobody can be asked or the input ended.
  let answer: (String) -> String?

  /// The terminal's owner, or nobody.
  static var terminal: OwnerQuestions {
    guard isatty(STDIN_FILENO) == 1 else { return nobody }
    return OwnerQuestions { prompt in
      print(prompt, terminator: " ")
      fflush(nil)
      return readLine()
    }
  }

  /// Nobody answers: the defaults hold.
  static var nobody: OwnerQuestions { OwnerQuestions { _ in nil } }

  /// Asks until the answer is understood; an empty one means the default.
  func ask<Value>(_ prompt: String, default fallback: String, _ read: (String) throws -> Value) throws -> Value {
    while let text = answer(fallback.isEmpty ? prompt : "\(prompt) [\(fallback)]") {
      do {
        return try read(text.isEmpty ? fallback : text)
      } catch {
        print("\(error)")
      }
    }
    return try read(fallback)
  }
}
