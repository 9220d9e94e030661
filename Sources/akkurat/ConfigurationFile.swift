import Agent
import ArgumentParser
import Foundation

/// `--config`, and how its problems are told.
struct ConfigurationFile: ParsableArguments {
  @Option(help: "The rig's configuration.")
  var config = ConfigurationFile.standard

  /// Reads and checks the file; problems go to standard error and end the command with 66 or 78.
  ///
  /// - Parameter includes: false leaves out the files it names: for those who write them.
  func load(including includes: Bool = true) throws -> AgentConfiguration {
    guard let data = FileManager.default.contents(atPath: config) else {
      StandardError.print("\(config): cannot be read; check that it exists, or name another file with --config.")
      throw ExitCode.noInput
    }
    guard let text = String(bytes: data, encoding: .utf8) else {
      StandardError.print("\(config): is not UTF-8 text.")
      throw ExitCode.configuration
    }
    do {
      return try AgentConfiguration(
        parsing: text, file: config, program: Version.pool,
        includes: includes ? ConfigurationIncludes(besides: config) : nil)
    } catch {
      StandardError.print("\(error)")
      let count = error.problems.count
      StandardError.print("\(count) problem\(count == 1 ? "" : "s"); nothing was started.")
      throw ExitCode.configuration
    }
  }
}
