import Agent
import Foundation
import Power
import Units

/// Which history a report reads, and what the configuration knows of the rig.
struct ReportedRig {
  let history: String
  private(set) var names: [String] = []
  private(set) var capacity: WattHours?

  /// With a history of its own a report needs no configuration, but takes boards and battery from it where there is one.
  init(history: String?, file: ConfigurationFile) throws {
    if let history, !FileManager.default.fileExists(atPath: file.config) {
      self.history = history
      return
    }
    let configuration = try file.load()
    self.history = history ?? configuration.service.stateDirectory + "/" + HistoryReader.fileName
    names = configuration.boards.map(\.name)
    capacity = configuration.rig.battery.energy
  }
}
