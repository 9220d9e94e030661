import ArgumentParser
import Foundation
import Power

/// `akkurat govern`
struct GovernCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "govern",
    abstract: "Runs the governor on JSON lines: samples in, decisions out.",
    discussion: """
      In, one line a sample, all but t may be missing or null:
        {"t":unix_s,"battery_v":..,"battery_a":..,"temp_c":..,"pv_w":..,"boards":[true,false,…]}
      battery_a (positive into the battery) and pv_w are means since the line before. A gap of more than two steps means
      the host was off. Out, one line each:
        {"t":..,"boards":n,"soc":0..1|null,"soc_sd":..,"stage":"run|hold|shed|off|shutdown","reason":"..","next_change":unix_s|null}
      """)

  @Option(help: "The rig's YAML file.")
  var rig: String

  @Option(help: "A weather forecast, as simulate takes it.")
  var weather: String?

  func run() throws {
    let description = try RigFile.rig(rig)
    guard var controller = RigController(rig: description) else {
      StandardError.print("\(rig): the chemistry is not known.")
      throw ExitCode.configuration
    }
    if let weather { controller.use(try RigFile.weather(weather, rig: description)) }
    var number = 0
    while let line = readLine() {
      number += 1
      guard !line.isEmpty else { continue }
      guard let sample = RigSample(json: line) else {
        StandardError.print(
          "Line \(number) is not a JSON object with a time t of 1970 to 2999; it is left out: \(line.prefix(80))")
        continue
      }
      let answer = controller.take(sample).json(time: sample.time) + "\n"
      FileHandle.standardOutput.write(Data(answer.utf8))
    }
  }
}
