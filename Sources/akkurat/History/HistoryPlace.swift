import Agent
import ArgumentParser
import Foundation

/// Which history a command means.
struct HistoryPlace: ParsableArguments {
  @Option(help: "The history's file; by default that of the configuration.")
  var history: String?

  @Option(help: "The rig's configuration.")
  var config = ConfigurationFile.standard

  /// Its path.
  func path() throws -> String {
    if let history { return history }
    guard FileManager.default.fileExists(atPath: config) || config != ConfigurationFile.standard else {
      return HistorySection(directory: ServiceSection().stateDirectory).path
    }
    var file = ConfigurationFile()
    file.config = config
    return try file.load().history.path
  }

  /// Tells why a history cannot be used, and ends the command.
  static func fail(_ error: HistoryError) throws -> Never {
    StandardError.print("\(error)")
    switch error {
    case .missing: throw ExitCode.noInput
    case .newer, .damaged: throw ExitCode.dataError
    case .notPermitted: throw ExitCode.noPermission
    case .full, .failed: throw ExitCode.unavailable
    }
  }
}

extension ConfigurationFile {
  /// Where the configuration lies unless somebody says otherwise.
  static let standard = "/etc/akkurat/rig.yaml"
}
