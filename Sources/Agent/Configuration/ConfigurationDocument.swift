internal import Yams

/// A parsed YAML file, ready to be walked.
public struct ConfigurationDocument {
  /// The walker over the top-level mapping.
  public let root: ConfigurationReader
  let problems: ProblemCollector

  /// Parses YAML text; syntax errors and doubled keys are problems with their place.
  public init(parsing text: String, file: String) throws(ConfigurationProblems) {
    let problems = ProblemCollector(file: file)
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw ConfigurationProblems([Self.problem(from: error, file: file)])
    }
    guard let mapping = node?.mapping else {
      throw ConfigurationProblems([
        ConfigurationProblem(
          file: file, line: node == nil ? 0 : 1, column: node == nil ? 0 : 1, path: "",
          message: node == nil ? "the file is empty" : "expected keys and values at the top")
      ])
    }
    self.problems = problems
    root = ConfigurationReader(mapping, path: "", problems: problems)
  }

  /// Throws everything that was found; call when the walk is done.
  public func validate() throws(ConfigurationProblems) {
    if !problems.problems.isEmpty { throw ConfigurationProblems(problems.problems) }
  }

  private static func problem(from error: any Error, file: String) -> ConfigurationProblem {
    func at(_ mark: Mark?, _ message: String) -> ConfigurationProblem {
      ConfigurationProblem(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, path: "", message: message)
    }
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      return at(mark, "not valid YAML: \(problem)")
    case YamlError.duplicatedKeysInMapping(let duplicates, let context):
      return at(context.mark, "the key \"\(duplicates.joined(separator: "\", \""))\" stands here twice")
    case YamlError.reader(let problem, _, _, _):
      return at(nil, "not valid YAML: \(problem); the file must be UTF-8 text")
    default:
      return at(nil, "not valid YAML")
    }
  }
}
