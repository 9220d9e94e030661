/// Which characters a terminal can show.
public enum TextGlyphs: Sendable, Hashable {
  /// Block characters.
  case unicode
  /// Seven bits.
  case ascii

  /// By the locale's variables: the first one that is set and not empty decides.
  public init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let name = locale.lowercased()
    self = name.contains("utf-8") || name.contains("utf8") ? .unicode : .ascii
  }

  /// From empty to full.
  var levels: [Character] {
    switch self {
    case .unicode: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    case .ascii: [" ", ".", ".", ":", "-", "=", "+", "*", "#"]
    }
  }

  var bar: Character { self == .unicode ? "█" : "#" }
  var halfBar: Character { self == .unicode ? "▌" : "#" }
  var shade: Character { self == .unicode ? "░" : ":" }
  var rule: Character { self == .unicode ? "─" : "-" }
  var unknown: Character { self == .unicode ? "·" : "." }

  /// Text that this terminal can show: names may hold anything, also what would command the terminal.
  func shown(_ text: String) -> String {
    var result = ""
    for character in text {
      let isSafe = character.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
      guard isSafe else {
        result.append("?")
        continue
      }
      if character == "\u{202F}" || character == "\u{A0}" {
        result.append(" ")
      } else if self == .unicode || character.isASCII {
        result.append(character)
      } else {
        result += Self.plain(character)
      }
    }
    return result
  }

  private static func plain(_ character: Character) -> String {
    switch character {
    case "–", "—", "−", "─", "·": "-"
    case "°": " deg "
    case "±": "+/-"
    case "→": "->"
    case "×": "x"
    case "µ", "μ": "u"
    case "“", "”": "\""
    case "’": "'"
    case "…": "..."
    default: "?"
    }
  }
}
