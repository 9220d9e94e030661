import Agent
import ArgumentParser
import Foundation
import Units

/// `akkurat calibrate`
struct CalibrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Corrects a sensor's channel by one or two points with a multimeter.",
    discussion: """
      At a terminal it asks for the points. Without one: --true "12.34 V" is what the multimeter shows now; --point \
      "12.28 V=12.34 V" is a pair measured before, without calibration (a run with --dry-run prints it). Two points give \
      gain and offset, one the gain (of a temperature the offset). The result goes to the file that the configuration \
      names under calibration, which is replaced at once and keeps everything else.
      Exit codes: 64 wrong usage, 65 the points make no calibration, 69 the channel cannot be read, 73 the file cannot be \
      written, 75 an agent runs.
      """)

  @OptionGroup var file: ConfigurationFile

  @Argument(help: "The channel, NAME.CHANNEL as \"akkurat sense\" shows it; NAME where it has one.")
  var sensor: String

  @Option(name: .customLong("true"), help: "What the multimeter shows now, with its unit.")
  var truth: String?

  @Option(help: "A pair measured before: \"12.28 V=12.34 V\". May be given twice.")
  var point: [String] = []

  @Option(help: "The file to write; the configuration's, or calibration.yaml beside it, is the default.")
  var into: String?

  @Flag(help: "Show the result and write nothing.")
  var dryRun = false

  func run() async throws {
    let configuration = try file.load(including: false)
    let channel = try CalibratedChannel(sensor, in: configuration)
    print(channel.head)
    var points = try point.map { try channel.pair($0) }
    if let truth {
      points.append(try await measure(channel, configuration, truth: try channel.number(truth)))
    } else if points.isEmpty {
      points = try await guide(channel, configuration)
    }
    guard (1...2).contains(points.count) else { throw ValidationError("One or two points, not \(points.count).") }
    try finish(channel, points, configuration)
  }

  /// Asks for two points at a terminal.
  private func guide(
    _ channel: CalibratedChannel, _ configuration: AgentConfiguration
  ) async throws -> [CalibrationPoint] {
    guard isatty(STDIN_FILENO) == 1 else {
      throw ValidationError("Without a terminal give --true or --point; see \"akkurat help calibrate\".")
    }
    print("Hold the multimeter where the sensor measures. Two points far apart are best: one low, one high.")
    var points: [CalibrationPoint] = []
    while points.count < 2 {
      let end = points.isEmpty ? "" : ", or Enter to do with one point"
      print(
        "Point \(points.count + 1): what does the multimeter show (such as \(channel.example))\(end)? ", terminator: "")
      fflush(nil)
      guard let answer = readLine() else { throw ExitCode.usage }
      if answer.isEmpty, !points.isEmpty { break }
      guard let truth = try? channel.number(answer) else {
        print("Write a number and its unit, such as \(channel.example).")
        continue
      }
      points.append(try await measure(channel, configuration, truth: truth))
    }
    return points
  }

  private func measure(
    _ channel: CalibratedChannel, _ configuration: AgentConfiguration, truth: Double
  ) async throws -> CalibrationPoint {
    try AgentAbsence.require(on: configuration.service.socket)
    var session = SenseSession(configuration, on: LinuxHardware(), timebase: SystemTimebase())
    let mean = try await ChannelMean(of: channel.name, in: &session) { try await Task.sleep(for: $0) }
    guard let value = mean.value else {
      StandardError.print("\(channel.name) cannot be read: \(mean.trouble)\(mean.trouble.hasSuffix(".") ? "" : ".")")
      throw ExitCode.unavailable
    }
    print(
      "Measured \(channel.text(value)) (mean of \(mean.count), deviation \(channel.text(mean.deviation))): "
        + "--point \"\(channel.text(value))=\(channel.text(truth))\"")
    return CalibrationPoint(measured: value, truth: truth)
  }

  private func finish(
    _ channel: CalibratedChannel, _ points: [CalibrationPoint], _ configuration: AgentConfiguration
  ) throws {
    let calibration: ChannelCalibration
    do {
      calibration = try channel.fit(points)
    } catch {
      StandardError.print("\(error)")
      throw ExitCode.dataError
    }
    let includes = ConfigurationIncludes(besides: file.config)
    let path = into ?? includes.path(of: configuration.calibrationFile ?? "calibration.yaml")
    let before = channel.present(in: path, configuration)
    for line in channel.table(points, before: before, after: calibration) { print(line) }
    if let doubt = CalibrationFit.doubt(about: calibration) { StandardError.print("warning: \(doubt)") }
    guard !dryRun else { return print("Nothing was written.") }
    try store(channel.entry(calibration, points, at: SystemCalendar().now), path, configuration)
  }

  private func store(
    _ entry: CalibrationFile.Entry, _ path: String, _ configuration: AgentConfiguration
  ) throws {
    do {
      try CalibrationFile.set(entry, in: path, for: configuration.sensors)
    } catch {
      StandardError.print("\(error)")
      throw ExitCode.cannotCreate
    }
    print("Stored in \(path).")
    if configuration.calibrationFile == nil {
      print("Now write this line into \(file.config):\ncalibration: \((path as NSString).lastPathComponent)")
    }
  }
}
