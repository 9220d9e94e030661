internal import Foundation

/// Reads the configuration of a running agent again.
public struct ConfigurationLoader: Sendable {
  /// The file.
  public let path: String
  /// Name and version as the pool lists them.
  public let program: String

  /// A loader of a file; a relative path is taken from the present directory.
  public init(path: String, program: String) {
    let folder = FileManager.default.currentDirectoryPath
    self.path = path.hasPrefix("/") ? path : (folder as NSString).appendingPathComponent(path)
    self.program = program
  }

  /// The file, checked.
  ///
  /// - Throws: `no_input`, or `bad_configuration` with every problem, a line each.
  func load() throws(ControlRefusal) -> AgentConfiguration {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ControlRefusal(code: "no_input", message: "\(path): cannot be read. The old configuration stays.")
    }
    guard let text = String(bytes: data, encoding: .utf8) else {
      throw ControlRefusal(
        code: "bad_configuration", message: "\(path): is not UTF-8 text. The old configuration stays.")
    }
    return try check(text)
  }

  /// A text, checked as if it stood in the file.
  ///
  /// - Throws: `bad_configuration` with every problem, a line each.
  @discardableResult
  func check(_ text: String) throws(ControlRefusal) -> AgentConfiguration {
    do {
      return try AgentConfiguration(
        parsing: text, file: path, program: program, includes: ConfigurationIncludes(besides: path))
    } catch {
      throw ControlRefusal(code: "bad_configuration", message: "\(error)\nThe old configuration stays.")
    }
  }
}
