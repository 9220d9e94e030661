/// A rule that an input broke.
struct Violation: Error, Equatable {
  /// The rule, a sentence.
  let rule: String
  /// What was seen.
  let seen: String

  init(_ rule: String, _ seen: String = "") {
    self.rule = rule
    self.seen = seen
  }
}

/// Ends an input's run when a rule does not hold.
func hold(_ holds: Bool, _ rule: String, _ seen: @autoclosure () -> String = "") throws(Violation) {
  guard holds else { throw Violation(rule, seen()) }
}
