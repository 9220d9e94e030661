/// One thing wrong with a configuration: where, what, and what to write instead.
public struct ConfigurationProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file it stands in, as the owner named it.
  public let file: String
  /// Line, from 1; 0 when the problem is the file itself.
  public let line: Int
  /// Column, from 1.
  public let column: Int
  /// The key's path: `boards[2].address`. Empty for the file itself.
  public let path: String
  /// A sentence with the fix.
  public let message: String

  /// `rig.yaml:12:5: boards[2].address: …`, the form editors jump to.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column): " : "\(file): "
    return place + (path.isEmpty ? "" : "\(path): ") + message
  }
}

/// All problems of one configuration, in the order of the file.
public struct ConfigurationProblems: Error, Sendable, CustomStringConvertible {
  /// At least one.
  public let problems: [ConfigurationProblem]

  /// Sorted by line and column.
  public init(_ problems: [ConfigurationProblem]) {
    self.problems = problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
  }

  /// One line a problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
