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
    let parts = [
      counted(configuration.boards.count, "board", "boards"), counted(configuration.sensors.count, "sensor", "sensors"),
      counted(configuration.switches.count, "switch", "switches"), counted(configuration.buses.count, "bus", "buses"),
    ]
    print("\(file.config) is good: \(parts.joined(separator: ", ")).")
    let voltages = configuration.protection.voltages
    print(
      "Floor \(voltages.floor), shed \(voltages.shed), hold \(voltages.hold), resume \(voltages.resume), "
        + "full \(voltages.full).")
    let advice = SensorAdvice(configuration)
    for line in advice.lines { print(line) }
    for line in advice.warnings { print("warning: \(line)") }
  }

  private func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
}
