extension String {
  /// Text of somebody else, safe to show: control characters become `?` (a miner's name must not move the cursor), and
  /// what is longer than a limit is cut.
  func shown(limit: Int = 64) -> String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.prefix(limit).map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: "?"
          default: scalar
          }
        }))
  }

  /// Filled with blanks to a width.
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }

  /// Blanks before it up to a width: for numbers.
  func rightAligned(_ width: Int) -> String { String(repeating: " ", count: Swift.max(0, width - count)) + self }
}
