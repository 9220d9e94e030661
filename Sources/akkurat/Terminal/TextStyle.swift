/// How a piece of text stands out. Each is more than a colour, or says in words what the colour says.
enum TextStyle: Sendable, Hashable {
  case plain
  /// What the eye shall find first.
  case strong
  /// What may be overlooked.
  case faint
  /// As it should be.
  case good
  /// Worth a look.
  case warning
  /// Wrong now.
  case bad
  /// The screen itself is not to be trusted.
  case alarm

  /// The parameters of SGR (ECMA-48, 8.3.117), empty for plain text. Only the eight colours that every terminal has.
  var parameters: String {
    switch self {
    case .plain: ""
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .warning: "33"
    case .bad: "31"
    case .alarm: "7"
    }
  }
}
