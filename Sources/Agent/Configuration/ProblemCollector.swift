internal import Yams

/// Gathers what is wrong while the whole file is read, so that the owner sees everything at once.
public final class ProblemCollector {
  /// The file's name for the messages.
  let file: String
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String) {
    self.file = file
  }

  func report(_ message: String, at mark: Mark?, path: String) {
    problems.append(
      ConfigurationProblem(
        file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, path: path, message: message))
  }
}
