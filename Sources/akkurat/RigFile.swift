import Agent
import ArgumentParser
import Foundation
import Power

/// Reads the files that `simulate`, `govern` and `budget` are given; problems end the command with their exit code.
enum RigFile {
  /// The rig section of a configuration file.
  static func rig(_ path: String) throws -> RigDescription {
    guard let data = FileManager.default.contents(atPath: path) else {
      StandardError.print("The rig file \(path) cannot be read; give the path of an existing YAML file.")
      throw ExitCode.noInput
    }
    do {
      return try RigDescription(parsing: String(decoding: data, as: UTF8.self), file: path)
    } catch {
      StandardError.print("\(error)")
      throw ExitCode.configuration
    }
  }

  /// A weather forecast over a rig's place.
  static func weather(_ path: String, rig: RigDescription) throws -> WeatherForecast {
    guard let place = rig.place else {
      StandardError.print(
        "A weather forecast needs the rig's place; add rig: place: {latitude: 36.1, longitude: -79.95}.")
      throw ExitCode.configuration
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      StandardError.print("The weather forecast \(path) cannot be read; give the path of a CSV or JSON file.")
      throw ExitCode.noInput
    }
    do {
      return try WeatherReader.read([UInt8](data), over: Observer(place), issued: nil)
    } catch {
      StandardError.print("\(path): \(error)")
      throw ExitCode.dataError
    }
  }

  /// A series of sun, cut to some days.
  static func series(_ path: String, label: SolarSeries.Label, days: Int?) throws -> SolarSeries {
    guard let data = FileManager.default.contents(atPath: path) else {
      StandardError.print("The series \(path) cannot be read; give the path of a .csv or .csv.gz file.")
      throw ExitCode.noInput
    }
    do {
      var series = try SolarSeries(csv: [UInt8](data), label: label)
      if let days { series.watts = Array(series.watts.prefix(days * 288)) }
      return series
    } catch {
      StandardError.print("\(path): \(error)")
      throw ExitCode.dataError
    }
  }
}

/// How a series' rows are to be read, as options of a command.
struct SeriesOptions: ParsableArguments {
  @Option(help: "What a row's value means: interval_start (mean over the step) or instant.")
  var label = "interval_start"

  @Option(help: "With --label instant: seconds from a row's time to its value.")
  var offset = 0.0

  /// The parsed label.
  func parsed() throws -> SolarSeries.Label {
    switch label {
    case "interval_start": .intervalStart
    case "instant": .instant(offset: offset)
    default: throw ValidationError("\"\(label)\" is not a label; write interval_start or instant.")
    }
  }
}
