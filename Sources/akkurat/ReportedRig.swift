import Agent
import Foundation
import Power
import Units

/// Which history a report reads, and what the configuration knows of the rig.
struct ReportedRig {
  let history: String
  private(set) var name: String?
  private(set) var names: [String] = []
  private(set) var capacity: WattHours?

  /// A report needs no configuration, but takes boards and battery from it where there is one.
  init(_ place: HistoryPlace) throws {
    guard FileManager.default.fileExists(atPath: place.config) || place.config != ConfigurationFile.standard else {
      history = try place.path()
      return
    }
    var file = ConfigurationFile()
    file.config = place.config
    let configuration = try file.load()
    history = place.history ?? configuration.history.path
    name = configuration.pool.rigName
    names = configuration.boards.map(\.name)
    capacity = configuration.rig.battery.energy
  }
}
