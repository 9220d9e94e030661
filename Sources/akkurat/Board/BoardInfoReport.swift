import Agent
import Bus
import Foundation
import Mining
import Units

/// A board as `akkurat board info` shows it.
struct BoardInfoReport: JSONDocument {
  var address: Int
  var hexadecimal: String
  /// As configured.
  var name: String?
  var dialect: String
  var chip: String?
  /// The three characters of dialect A.
  var status: String?
  var firmware: String?
  var clockMhz: Int?
  var fastDifficulty: Int?
  var features: [String]?
  /// ±10 %.
  var supplyV: Double?
  var resetCause: String?
  var watchdogResets: Int?
  /// Of its last search.
  var hashRate: Double?
  var refusedFrames: Int?
  var busErrors: Int?

  init(_ portrait: BoardPortrait, name: String?) {
    address = Int(portrait.address.value)
    hexadecimal = portrait.address.hexadecimal
    self.name = name
    chip = portrait.chip?.description
    switch portrait.firmware {
    case .classic(let status):
      dialect = "classic"
      self.status = status
    case .akkurat(let abilities, let health):
      dialect = "akkurat"
      enter(abilities)
      enter(health)
    }
  }

  private mutating func enter(_ abilities: BoardAbilities) {
    firmware = abilities.version
    clockMhz = abilities.megahertz
    fastDifficulty = abilities.fastDifficulty
    features = abilities.features
  }

  private mutating func enter(_ health: BoardHealth) {
    supplyV = health.supply?.value
    resetCause = "\(health.resetCause)"
    watchdogResets = health.watchdogResets
    hashRate = health.hashRate?.value
    refusedFrames = health.refusedFrames
    busErrors = health.busErrors
  }

  /// As people read it.
  var lines: [String] {
    let rows: [(String, String?)] = [
      ("board", name), ("speaks", dialect), ("chip", chip ?? "tells no id (an ATtiny85, or deaf)"),
      ("status", status.map { "\"\($0)\"" }),
      ("firmware", firmware.map { "\($0) at \(clockMhz ?? 0) MHz, fast up to difficulty \(fastDifficulty ?? 0)" }),
      ("can", features?.joined(separator: ", ")),
      ("supply", supplyV.map { String(format: "%.2f V (±10 %%)", $0) }),
      ("last reset", resetCause), ("watchdog", watchdogResets.map { "\($0) resets since power-on" }),
      ("hash rate", dialect == "akkurat" ? hashRate.map { "\(Int($0)) H/s" } ?? "no search yet" : nil),
      ("refused", refusedFrames.map { "\($0) frames, \(busErrors ?? 0) bus errors since reset" }),
    ]
    return ["\(address) (\(hexadecimal))"]
      + rows.compactMap { row in
        row.1.map { "  " + row.0.padding(toLength: 11, withPad: " ", startingAt: 0) + $0 }
      }
  }
}
