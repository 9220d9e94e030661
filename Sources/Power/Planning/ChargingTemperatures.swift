import Units

/// In which hours of the day the cells are too cold to be charged: as they were a day ago, and as they are now. Lithium
/// takes no charge below 0 °C; what the sun then offers beyond the load is lost.
struct ChargingTemperatures: Sendable {
  private let coldest: Celsius
  private var isCold: [Bool]?
  /// Something has changed since the plan was made.
  private(set) var hasNews = false

  init(chemistry: String) {
    coldest = Chemistry(rawValue: chemistry).map { ChemistryTable.builtIn($0).limits.minimumCharging } ?? Celsius(0)
  }

  /// Takes up a temperature in an hour of the day; the first one is believed of the whole day.
  mutating func take(_ temperature: Celsius, hour: Int) {
    guard temperature.isFinite else { return }
    let cold = temperature < coldest
    guard isCold?[hour] != cold else { return }
    hasNews = hasNews || isCold != nil || cold
    if isCold == nil { isCold = [Bool](repeating: cold, count: 24) }
    isCold?[hour] = cold
  }

  /// Energy kept over energy charged in each hour.
  mutating func efficiencies(_ efficiency: Double) -> [Double] {
    hasNews = false
    return (0..<24).map { isAllowed(hour: $0) ? efficiency : 0 }
  }

  /// The cells may be charged in an hour of the day.
  func isAllowed(hour: Int) -> Bool { !(isCold?[hour] ?? false) }
}
