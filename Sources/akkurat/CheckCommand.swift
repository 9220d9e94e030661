import Agent
import ArgumentParser

/// `akkurat check`
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "check", abstract: "Checks a configuration file.")
}
