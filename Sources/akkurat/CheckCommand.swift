import Agent
import ArgumentParser
import Power

/// `akkurat check`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a configuration file and says everything that is wrong, with line and column.",
    discussion: "Nothing is opened or switched. Exit codes: 0 the file is good, 66 it cannot be read, 78 it is wrong.")

  @OptionGroup var file: ConfigurationFile

  func run() throws {
    let configuration = try file.load()
    print(
      "\(file.config) is good: \(configuration.boards.count) boards, \(configuration.sensors.count) sensors, "
        + "\(configuration.switches.count) switches, \(configuration.buses.count) buses.")
    let voltages = configuration.protection.voltages
    print(
      "Floor \(voltages.floor), shed \(voltages.shed), hold \(voltages.hold), resume \(voltages.resume), "
        + "full \(voltages.full).")
    let advice = SensorAdvice(configuration)
    for line in advice.lines { print(line) }
    for line in advice.warnings { print("warning: \(line)") }
  }
}
