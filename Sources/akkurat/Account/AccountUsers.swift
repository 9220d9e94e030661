/// Whose account is looked at, and the four keys that change it. Pure.
///
/// `o` the own user, the first one; `s` the next of those known; `t` back to the one before; `u` and a name and Enter
/// another one.
struct AccountUsers: Sendable {
  /// What a key did.
  enum Change: Sendable, Equatable {
    /// Another user is looked at.
    case user(String)
    /// A name is being typed; show this.
    case typing(String)
    /// Nothing was changed, for this reason.
    case stays(String)
  }

  private(set) var known: [String]
  private(set) var current: String
  private var previous: String?
  private var typed: String?

  /// - Parameter users: one at least; the first is the owner's own.
  init(_ users: [String]) {
    known = users
    current = users.first ?? ""
  }

  /// A name is being typed: all keys are letters of it.
  var isTyping: Bool { typed != nil }

  /// Takes a key; nil when it is none of these.
  mutating func take(_ key: Key) -> Change? {
    if let typed { return type(key, typed) }
    switch key {
    case .letter("o"): return change(to: known[0])
    case .letter("s"):
      let place = known.firstIndex(of: current) ?? 0
      return known.count > 1
        ? change(to: known[(place + 1) % known.count]) : .stays("There is no other user; u adds one.")
    case .letter("t"): return previous.map { change(to: $0) } ?? .stays("There was no other user before.")
    case .letter("u"):
      typed = ""
      return .typing("user: ")
    default: return nil
    }
  }

  private mutating func type(_ key: Key, _ text: String) -> Change {
    switch key {
    case .letter(let letter) where text.count < 64: typed = text + String(letter)
    case .backspace: typed = String(text.dropLast())
    case .escape, .control:
      typed = nil
      return .stays("user: \(current)")
    case .enter:
      typed = nil
      let name = text.filter { $0 != " " }
      return name.isEmpty ? .stays("user: \(current)") : change(to: name)
    default: break
    }
    return .typing("user: \(typed ?? "")")
  }

  private mutating func change(to name: String) -> Change {
    guard name != current else { return .stays("user: \(current)") }
    if !known.contains(name) { known.append(name) }
    previous = current
    current = name
    return .user(name)
  }
}
